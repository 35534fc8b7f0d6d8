import { randomBytes } from "node:crypto";

/** No letters that look like each other when read aloud or copied from paper. */
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

/** 100 random bits in groups of four, e.g. `k3vd-8mqx-p2ra-77ht-wyc4`. Nobody ever chooses one. */
export function makeTemporaryPassword(): string {
  const letters = [...randomBytes(20)].map((byte) => alphabet[byte % alphabet.length]).join("");
  return (letters.match(/.{4}/g) ?? []).join("-");
}
