import type { SecretCell } from "../../platform/keys/keys.ts";

export function passwordCell(senderId: string): SecretCell {
  return { table: "senders.accounts", column: "password_secret", rowId: senderId };
}
