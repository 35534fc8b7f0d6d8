import { createHash } from "node:crypto";
import {
  checkKnown,
  isSigned,
  type LedgerFault,
  type Reading,
  startReading,
  type TrustedWitness,
  takeEvent,
} from "./chain-reading.ts";
import { checkpointLine, eventLine, headerLine, readLine } from "./ledger-export.rules.ts";

export interface ExportVerification {
  orgId: string | null;
  events: number;
  checkpoints: number;
  headHash: string;
  fault: LedgerFault | null;
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
