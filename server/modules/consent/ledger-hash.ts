import { hash } from "node:crypto";
import { hmacSha256 } from "../../platform/keys/hmac-sha256.ts";
import { type ChainPlace, canonicalJson, chainText, type LedgerRecord } from "./ledger-record.rules.ts";

export function hashRecord(place: ChainPlace, record: LedgerRecord): string {
  return sha256(chainText(place, record));
}

export interface HashedWording {
  language: string;
  version: number;
  title: string;
  text: string;
}

/** Texts of the organisation name nobody, so their hash needs no salt: equal wordings can be recognised. */
export function hashWording({ language, version, title, text }: HashedWording): string {
  return sha256(canonicalJson({ language, version, title, text }));
}

/** Whoever knows salt and text can check it; without the salt, which can be erased, nothing can be found by trying. */
export function commitTo(salt: string, text: string): string {
  return hmacSha256(Buffer.from(salt, "hex"), Buffer.from(text.normalize("NFC"), "utf8")).toString("hex");
}

export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}
