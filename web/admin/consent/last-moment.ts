/** A validity ends with the midnight that closes its last day; people want to read that day. */
export function lastMoment(validUntil: string): string {
  return new Date(new Date(validUntil).getTime() - 1000).toISOString();
}
