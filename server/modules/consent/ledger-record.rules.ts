import type { ConsentActor, ConsentSource, ConsentState, LedgerEvent } from "../../../contracts/consent.ts";

export const ledgerFormat = "placet-consent-ledger";
export const ledgerVersion = 1;
/** What the first event of an organisation has before it. */
export const genesisHash = "0".repeat(64);

/**
 * The hashed part of one event: random ids, hashes and salted commitments, nothing that names a person. Times are UTC with
 * milliseconds. What the ids and commitments stand for lies beside it and can be erased without breaking the chain.
 */
export interface LedgerRecord {
  v: 1;
  eventId: string;
  kind: LedgerEvent;
  /** Stands for the address; random, and nothing of the address can be computed from it. */
  subject: string;
  /** HMAC-SHA256 of `kind:value` of the address under the subject's own salt. */
  commitment: string | null;
  type: string | null;
  /** Null where the event leaves the state as it was. */
  stateAfter: ConsentState | null;
  actor: ConsentActor;
  actorRef: string | null;
  source: ConsentSource;
  occurredAt: string;
  recordedAt: string;
  validUntil: string | null;
  language: string | null;
  wordingHash: string | null;
  /** HMAC-SHA256 of the evidence under the event's own salt. */
  evidence: string | null;
  messageId: string | null;
}

export interface ChainPlace {
  orgId: string;
  seq: number;
  previousHash: string;
}

/** The text whose SHA-256 is the event's hash. */
export function chainText(place: ChainPlace, record: LedgerRecord): string {
  return `placet-ledger-${ledgerVersion}\n${place.orgId}\n${place.seq}\n${place.previousHash}\n${recordJson(record)}`;
}

/** `canonicalJson` of a record, key by key: a million of them are hashed whenever a ledger is checked. */
export function recordJson(record: LedgerRecord): string {
  const { actor, actorRef, commitment, eventId, evidence, kind, language, messageId, occurredAt } = record;
  const { recordedAt, source, stateAfter, subject, type, validUntil, wordingHash } = record;
  return (
    `{"actor":${textJson(actor)},"actorRef":${textJson(actorRef)},"commitment":${textJson(commitment)}` +
    `,"eventId":${textJson(eventId)},"evidence":${textJson(evidence)},"kind":${textJson(kind)}` +
    `,"language":${textJson(language)},"messageId":${textJson(messageId)},"occurredAt":${textJson(occurredAt)}` +
    `,"recordedAt":${textJson(recordedAt)},"source":${textJson(source)},"stateAfter":${textJson(stateAfter)}` +
    `,"subject":${textJson(subject)},"type":${textJson(type)},"v":1,"validUntil":${textJson(validUntil)}` +
    `,"wordingHash":${textJson(wordingHash)}}`
  );
}

const plainText = /^[ !#-[\]-~]*$/;

function textJson(value: string | null): string {
  if (value === null) return "null";
  return plainText.test(value) ? `"${value}"` : JSON.stringify(value.normalize("NFC"));
}

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined };

/**
 * One spelling for one value: keys in code unit order, no spaces, strings in Unicode NFC, whole numbers only, keys without
 * a value left out. Throws on a number that has more than one usual spelling.
 */
export function canonicalJson(value: object | JsonValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value.normalize("NFC"));
  if (typeof value === "number") return wholeNumber(value);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join(",")}]`;
  const members = Object.entries(value as Record<string, JsonValue | undefined>)
    .filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
    .map(([key, member]) => [key.normalize("NFC"), member] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error("the ledger holds whole numbers only");
  return String(value === 0 ? 0 : value);
}
