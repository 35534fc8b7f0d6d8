import { hash } from "node:crypto";
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
  return hmacSha256(Buffer.from(salt, "hex"), text.normalize("NFC"));
}

const blockBytes = 64;
const hashBytes = 32;

/** RFC 2104. Node's own makes a key object each time, which costs ten times the two hashes. */
function hmacSha256(key: Buffer, message: string): string {
  const short = key.length > blockBytes ? hash("sha256", key, "buffer") : key;
  const inner = Buffer.alloc(blockBytes + Buffer.byteLength(message, "utf8"), 0x36);
  const outer = Buffer.alloc(blockBytes + hashBytes, 0x5c);
  for (let index = 0; index < short.length; index++) {
    inner[index] = (short[index] ?? 0) ^ 0x36;
    outer[index] = (short[index] ?? 0) ^ 0x5c;
  }
  inner.write(message, blockBytes, "utf8");
  hash("sha256", inner, "buffer").copy(outer, blockBytes);
  return hash("sha256", outer, "hex");
}

export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}
