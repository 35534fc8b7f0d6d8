import type { SecretCell } from "../../platform/keys/keys.ts";

export function dkimCell(senderId: string): SecretCell {
  return { table: "senders.dkim_keys", column: "private_key_secret", rowId: senderId };
}
