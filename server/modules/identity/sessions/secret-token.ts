import { createHash, randomBytes } from "node:crypto";

/** 256 random bits: too many to guess, so that a plain hash is enough to keep. */
export function makeSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
