import type { LedgerVerification } from "../../../contracts/consent-ledger.ts";
import type { Context } from "../../platform/context.ts";
import { listRowsToVerify, type VerifiedRow } from "./current.queries.ts";
import { exportLedger } from "./export-ledger.ts";
import { readTime } from "./ledger.queries.ts";
import { type EventLine, eventLine, readLine } from "./ledger-export.rules.ts";
import { type ConsentFold, emptyFold, foldEvent } from "./ledger-fold.rules.ts";
import { foldOf } from "./ledger-rows.rules.ts";
import { readCheckpoints } from "./read-checkpoints.ts";
import { type LedgerFault, verifyExport } from "./verify-export.ts";

/** Checks the ledger in the database as an outsider would its export, then that the states are its fold. */
export async function verifyLedger(ctx: Context): Promise<LedgerVerification> {
  const folds = new Map<string, ConsentFold>();
  const known = await readCheckpoints(ctx.platform, ctx.orgId);
  const result = await verifyExport(foldWhileReading(exportLedger(ctx), folds), {
    publicKeyPem: ctx.platform.keys.publicKeyPem,
    knownCheckpoints: known,
  });
  const fault = result.fault ?? (await compareFolds(ctx, folds, result.events));
  return {
    isIntact: fault === null,
    events: result.events,
    checkpoints: result.checkpoints,
    headHash: result.events > 0 ? result.headHash : null,
    checkedAt: (await readTime(ctx)).toISOString(),
    fault,
  };
}

async function* foldWhileReading(
  lines: AsyncIterable<string>,
  folds: Map<string, ConsentFold>,
): AsyncGenerator<string> {
  for await (const line of lines) {
    const event = readLine(eventLine, line);
    if (event) fold(event, folds);
    yield line;
  }
}

function fold({ record }: EventLine, folds: Map<string, ConsentFold>): void {
  if (record.type === null || record.stateAfter === null) return;
  const key = `${record.subject} ${record.type}`;
  folds.set(key, foldEvent(folds.get(key) ?? emptyFold, record));
}

/** Events that came while the ledger was read are newer than what was folded: their rows are left for the next time. */
async function compareFolds(
  ctx: Context,
  folds: Map<string, ConsentFold>,
  lastSeq: number,
): Promise<LedgerFault | null> {
  const missing = new Map(folds);
  for await (const row of currentRows(ctx)) {
    const key = `${row.subjectId} ${row.typeId}`;
    const expected = missing.get(key);
    missing.delete(key);
    const isNewer = row.eventSeq > lastSeq;
    if (!isNewer && !(expected && isSame(expected, foldOf(row)))) return { kind: "fold-differs", seq: row.eventSeq };
  }
  return missing.size === 0 ? null : { kind: "fold-differs", seq: null };
}

async function* currentRows(ctx: Context): AsyncGenerator<VerifiedRow> {
  let after: VerifiedRow | null = null;
  do {
    const rows: VerifiedRow[] = await listRowsToVerify(ctx, after);
    yield* rows;
    after = rows.at(-1) ?? null;
  } while (after !== null);
}

function isSame(left: ConsentFold, right: ConsentFold): boolean {
  return (Object.keys(emptyFold) as (keyof ConsentFold)[]).every((key) => left[key] === right[key]);
}
