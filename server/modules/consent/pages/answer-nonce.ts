import { randomBytes } from "node:crypto";
import type { Keys } from "../../../platform/keys/keys.ts";

const purpose = "consent-page";

/** Bound to the link: what one page issued is worth nothing on another. */
export function issueNonce(keys: Keys, token: string, now: Date): string {
  const nonce = `${now.getTime()}.${randomBytes(16).toString("base64url")}`;
  return `${nonce}.${keys.sign(purpose, `${token}.${nonce}`)}`;
}

/** When it was issued, or undefined for one that this page never issued. */
export function readNonce(keys: Keys, token: string, nonce: string): number | undefined {
  const [issuedAt = "", random = "", signature = "", ...rest] = nonce.split(".");
  if (rest.length > 0 || !/^\d{13}$/.test(issuedAt)) return undefined;
  return keys.verify(purpose, `${token}.${issuedAt}.${random}`, signature) ? Number(issuedAt) : undefined;
}
