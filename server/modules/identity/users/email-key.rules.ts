/** Two spellings of one mailbox must not be two users: compared without case and in one form of Unicode. */
export function emailKeyOf(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}
