import type { SecretCell } from "../../../platform/keys/keys.ts";

export function mailboxCell(senderId: string): SecretCell {
  return { table: "inbound.return_mailboxes", column: "password_secret", rowId: senderId };
}
