import { createHash, createPublicKey } from "node:crypto";

/** What two people read to each other: SHA-256 of the key itself, in groups of four. */
export function keyFingerprint(publicKeyPem: string): string {
  const der = createPublicKey(publicKeyPem).export({ type: "spki", format: "der" });
  const hex = createHash("sha256").update(der).digest("hex");
  return hex.slice(0, 32).match(/.{4}/g)?.join(" ") ?? "";
}
