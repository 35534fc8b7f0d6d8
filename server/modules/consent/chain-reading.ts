import { verify } from "node:crypto";
import type { ledgerFaults } from "../../../contracts/consent-ledger.ts";
import { type AcknowledgedGap, isAcknowledged, readGap } from "./evidence/ledger-gap.rules.ts";
import type { Beside, CheckpointLine, EventLine } from "./ledger-export.rules.ts";
import { commitTo, hashRecord, hashWording } from "./ledger-hash.ts";
import { canonicalJson, genesisHash, type LedgerRecord } from "./ledger-record.rules.ts";

export type LedgerFault = { kind: (typeof ledgerFaults)[number]; seq: number | null };

export interface TrustedWitness {
  /** Of the installation that signed, from outside the export. */
  publicKeyPem: string;
  /** Checkpoints kept elsewhere: each must lie on the chain, which finds an export of a shorter past. */
  knownCheckpoints?: readonly CheckpointLine[];
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

export function isSigned({ checkpoint, signature }: CheckpointLine, publicKeyPem: string): boolean {
  const bytes = Buffer.from(signature, "base64");
  // Base64 has spare bits: only the exact spelling counts.
  if (bytes.toString("base64") !== signature) return false;
  try {
    return verify(null, Buffer.from(canonicalJson(checkpoint), "utf8"), publicKeyPem, bytes);
  } catch {
    return false;
  }
}
