import { createHash, createHmac } from "node:crypto";
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
  return createHmac("sha256", Buffer.from(salt, "hex")).update(text.normalize("NFC"), "utf8").digest("hex");
}

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
