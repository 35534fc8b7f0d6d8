import { createHash, verify } from "node:crypto";
import type { ledgerFaults } from "../../../contracts/consent-ledger.ts";
import { type AcknowledgedGap, isAcknowledged, readGap } from "./evidence/ledger-gap.rules.ts";
import {
  type Beside,
  type CheckpointLine,
  checkpointLine,
  type EventLine,
  eventLine,
  headerLine,
  readLine,
} from "./ledger-export.rules.ts";
import { commitTo, hashRecord, hashWording } from "./ledger-hash.ts";
import { canonicalJson, genesisHash, type LedgerRecord } from "./ledger-record.rules.ts";

export type LedgerFault = { kind: (typeof ledgerFaults)[number]; seq: number | null };

export interface ExportVerification {
  orgId: string | null;
  events: number;
  checkpoints: number;
  headHash: string;
  fault: LedgerFault | null;
}

export interface TrustedWitness {
  /** Of the installation that signed, from outside the export. */
  publicKeyPem: string;
  /** Checkpoints kept elsewhere: each must lie on the chain, which finds an export of a shorter past. */
  knownCheckpoints?: readonly CheckpointLine[];
}

/**
 * Reads an export and names the first fault: a changed, missing, doubled or swapped event, a cut end (the signed last line
 * is missing or belongs to fewer events) and a chain that was computed anew (nobody else can sign).
 */
export async function verifyExport(
  lines: AsyncIterable<string> | Iterable<string>,
  witness: TrustedWitness,
): Promise<ExportVerification> {
  const reading = startReading(witness.knownCheckpoints);
  const lineHash = createHash("sha256");
  let last: string | undefined;
  for await (const line of lines) {
    if (last !== undefined && !reading.fault) {
      lineHash.update(`${last}\n`);
      readNext(reading, last);
    }
    last = line;
  }
  reading.fault ??= checkEnd(reading, { last: last ?? "", linesHash: lineHash.digest("hex"), witness });
  const { orgId, seq, headHash, fault, hashAt } = reading;
  return { orgId: orgId ?? null, events: seq, checkpoints: hashAt.size, headHash, fault };
}

export function startReading(knownCheckpoints: readonly CheckpointLine[] = []): Reading {
  const watched = new Set(knownCheckpoints.map((known) => known.checkpoint.seq));
  return { orgId: undefined, seq: 0, headHash: genesisHash, fault: null, watched, hashAt: new Map(), gaps: [] };
}

export interface Reading {
  orgId: string | undefined;
  seq: number;
  headHash: string;
  fault: LedgerFault | null;
  watched: Set<number>;
  hashAt: Map<number, string>;
  gaps: AcknowledgedGap[];
}

function readNext(reading: Reading, line: string): void {
  if (reading.orgId === undefined) {
    const header = readLine(headerLine, line);
    if (header) reading.orgId = header.orgId;
    else reading.fault = { kind: "unreadable", seq: null };
    return;
  }
  const event = readLine(eventLine, line);
  if (event) takeEvent(reading, event);
  else reading.fault = { kind: "unreadable", seq: reading.seq + 1 };
}

/** Goes one event further, or says what is wrong with it. */
export function takeEvent(reading: Reading, event: EventLine): void {
  const seq = reading.seq + 1;
  const kind = faultOf(event, { orgId: reading.orgId ?? "", seq, previousHash: reading.headHash });
  if (kind) {
    reading.fault = { kind, seq };
    return;
  }
  reading.seq = seq;
  reading.headHash = event.hash;
  if (reading.watched.has(seq)) reading.hashAt.set(seq, event.hash);
  const gap = readGap(event);
  if (gap) reading.gaps.push(gap);
}

type FaultKind = LedgerFault["kind"];

function faultOf(event: EventLine, place: { orgId: string; seq: number; previousHash: string }): FaultKind | undefined {
  if (event.seq !== place.seq) return "wrong-sequence";
  if (event.prev !== place.previousHash) return "broken-chain";
  if (event.hash !== hashRecord(place, event.record)) return "changed-record";
  return event.beside && !matches(event.record, event.beside) ? "changed-record" : undefined;
}

function matches(record: LedgerRecord, { address, evidence, wording }: Beside): boolean {
  if (address && commitTo(address.salt, address.text) !== record.commitment) return false;
  if (evidence && commitTo(evidence.salt, evidence.text) !== record.evidence) return false;
  return !wording || hashWording(wording) === record.wordingHash;
}

interface End {
  last: string;
  linesHash: string;
  witness: TrustedWitness;
}

function checkEnd(reading: Reading, end: End): LedgerFault | null {
  const signed = readLine(checkpointLine, end.last);
  if (reading.orgId === undefined || !signed) return { kind: "checkpoint-missing", seq: reading.seq };
  const { checkpoint } = signed;
  if (!isSigned(signed, end.witness.publicKeyPem)) return { kind: "checkpoint-signature", seq: checkpoint.seq };
  if (checkpoint.orgId !== reading.orgId) return { kind: "wrong-organisation", seq: null };
  if (checkpoint.seq !== reading.seq) return { kind: "incomplete", seq: Math.min(checkpoint.seq, reading.seq) + 1 };
  if (checkpoint.hash !== reading.headHash) return { kind: "checkpoint-not-on-chain", seq: checkpoint.seq };
  if (checkpoint.linesHash !== end.linesHash) return { kind: "changed-record", seq: null };
  return checkKnown(reading, end.witness);
}

export function checkKnown(reading: Reading, witness: TrustedWitness): LedgerFault | null {
  for (const known of witness.knownCheckpoints ?? []) {
    const kind = faultOfKnown(reading, known, witness.publicKeyPem);
    if (kind) return { kind, seq: known.checkpoint.seq };
  }
  return null;
}

function faultOfKnown(reading: Reading, known: CheckpointLine, publicKeyPem: string): FaultKind | undefined {
  const { orgId, seq, hash } = known.checkpoint;
  if (orgId !== reading.orgId) return "wrong-organisation";
  if (!isSigned(known, publicKeyPem)) return "checkpoint-signature";
  if (seq === 0 || reading.hashAt.get(seq) === hash || isAcknowledged(known.checkpoint, reading.gaps)) return undefined;
  return seq > reading.seq ? "incomplete" : "checkpoint-not-on-chain";
}

function isSigned({ checkpoint, signature }: CheckpointLine, publicKeyPem: string): boolean {
  const bytes = Buffer.from(signature, "base64");
  // Base64 has spare bits: only the exact spelling counts.
  if (bytes.toString("base64") !== signature) return false;
  try {
    return verify(null, Buffer.from(canonicalJson(checkpoint), "utf8"), publicKeyPem, bytes);
  } catch {
    return false;
  }
}
