import type { Context } from "../../platform/context.ts";
import { type Reading, takeEvent } from "./chain-reading.ts";
import { type ChainText, listChainTexts } from "./chain-texts.queries.ts";
import type { EventLine } from "./ledger-export.rules.ts";
import { commitTo, hashRecordJson, hashWording } from "./ledger-hash.ts";
import { recordOf } from "./ledger-rows.rules.ts";
import { type ChainRow, listChainRows, listWordings } from "./ledger-verify.queries.ts";
import { utcMoment } from "./utc-moment.rules.ts";

const pageSize = 2000;

type Wordings = ReadonlyMap<string, string>;

/** Follows the chain from its first event to `head`; what is wrong with it stands in `reading.fault` then. */
export async function readChain(ctx: Context, reading: Reading, head: { seq: number; hash: string }): Promise<void> {
  const wordings = new Map((await listWordings(ctx)).map((row) => [row.wordingId, hashWording(row)]));
  for await (const texts of chainPages(ctx, head.seq)) {
    if (!takeTexts(reading, texts, wordings)) await takeRows(ctx, reading, { texts, wordings });
    if (reading.fault) return;
  }
  if (reading.seq !== head.seq) reading.fault = { kind: "incomplete", seq: reading.seq + 1 };
  else if (reading.headHash !== head.hash) reading.fault = { kind: "checkpoint-not-on-chain", seq: head.seq };
}

/** The database reads the next page while this one is hashed. */
async function* chainPages(ctx: Context, lastSeq: number): AsyncGenerator<ChainText[]> {
  const readAfter = (afterSeq: number) => listChainTexts(ctx, { afterSeq, lastSeq, limit: pageSize });
  let next = readAfter(0);
  try {
    for (let texts = await next; texts.length > 0; texts = await next) {
      next = readAfter(texts.at(-1)?.seq ?? lastSeq);
      yield texts;
    }
  } finally {
    // The connection must be free again before anybody else uses it.
    await next;
  }
}

/** The usual page, which is all in order, in a third of the time. False: nothing was taken, and each row must be looked at. */
function takeTexts(reading: Reading, texts: ChainText[], wordings: Wordings): boolean {
  let place = { orgId: reading.orgId ?? "", seq: reading.seq, previousHash: reading.headHash };
  for (const text of texts) {
    place = { ...place, seq: place.seq + 1 };
    if (!isNext(text, place) || !isWholeBeside(text, wordings)) return false;
    place.previousHash = text.hash;
  }
  for (const { seq, hash } of texts) if (reading.watched.has(seq)) reading.hashAt.set(seq, hash);
  reading.seq = place.seq;
  reading.headHash = place.previousHash;
  return true;
}

function isNext(text: ChainText, place: { orgId: string; seq: number; previousHash: string }): boolean {
  if (text.seq !== place.seq || text.prevHash !== place.previousHash || text.json === null) return false;
  return hashRecordJson(place, text.json) === text.hash;
}

function isWholeBeside(text: ChainText, wordings: Wordings): boolean {
  const { evidence, evidenceSalt, evidenceCommitment, wordingId, wordingHash } = text;
  if (wordingId !== null && wordings.get(wordingId) !== wordingHash) return false;
  return evidence === null || evidenceSalt === null || commitTo(evidenceSalt, evidence) === evidenceCommitment;
}

async function takeRows(
  ctx: Context,
  reading: Reading,
  { texts, wordings }: { texts: ChainText[]; wordings: Wordings },
): Promise<void> {
  const lastSeq = texts.at(-1)?.seq ?? reading.seq;
  const rows = await listChainRows(ctx, { afterSeq: (texts[0]?.seq ?? 1) - 1, lastSeq, limit: pageSize });
  for (const row of rows) takeRow(reading, row, wordings);
}

function takeRow(reading: Reading, row: ChainRow, wordings: Wordings): void {
  if (reading.fault) return;
  takeEvent(reading, eventOf(row));
  const isOtherWording = row.wordingId !== null && wordings.get(row.wordingId) !== row.wordingHash;
  if (!reading.fault && isOtherWording) reading.fault = { kind: "changed-record", seq: row.seq };
}

/** The record is read from the columns, so that a changed column breaks its hash. */
function eventOf(row: ChainRow): EventLine {
  const { seq, prevHash: prev, hash, evidence, evidenceSalt } = row;
  const record = recordOf.fromRow({
    ...row,
    occurredAt: utcMoment(row.occurredMs),
    recordedAt: utcMoment(row.recordedMs),
    validUntil: row.validUntilMs === null ? null : utcMoment(row.validUntilMs),
  });
  const beside = evidence === null || evidenceSalt === null ? {} : { evidence: { salt: evidenceSalt, text: evidence } };
  return { seq, prev, hash, record: record as EventLine["record"], beside };
}
