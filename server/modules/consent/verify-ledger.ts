import type { LedgerVerification } from "../../../contracts/consent-ledger.ts";
import { type Context, runInOrganisation } from "../../platform/context.ts";
import { checkKnown, type LedgerFault, type Reading, startReading, takeEvent } from "./chain-reading.ts";
import { readGap } from "./evidence/ledger-gap.rules.ts";
import { type ChainHead, findChainHead, listChainPlaces, readTime } from "./ledger.queries.ts";
import type { EventLine } from "./ledger-export.rules.ts";
import { commitTo, hashWording } from "./ledger-hash.ts";
import { recordOf } from "./ledger-rows.rules.ts";
import {
  type CommitmentRow,
  findFirstRehashed,
  findLinkedUpTo,
  listDoubtfulCommitments,
  listDoubtfulProofs,
  type ProofRow,
} from "./ledger-suspects.queries.ts";
import { type ChainRow, findFoldFault, listChainRows, listWordings } from "./ledger-verify.queries.ts";
import { readCheckpoints } from "./read-checkpoints.ts";
import { utcMoment } from "./utc-moment.rules.ts";

const pageSize = 2000;

/**
 * Checks the ledger in the database as an outsider would its export: the chain with what lies beside each event, the
 * addresses that it stands for, the checkpoints that were kept outside; then that the states are its fold.
 */
export async function verifyLedger(ctx: Context): Promise<LedgerVerification> {
  const knownCheckpoints = await readCheckpoints(ctx.platform, ctx.orgId);
  const reading = startReading(knownCheckpoints);
  reading.orgId = ctx.orgId;
  const head = await findChainHead(ctx);
  const lastSeq = head?.seq ?? 0;
  // At once with the chain: each is a pass over whole tables, and the database has more than one processor.
  const beside = Promise.all([
    besideIt(ctx, (own) => checkCommitments(own, lastSeq)),
    besideIt(ctx, (own) => checkFold(own, lastSeq)),
  ]);
  const [[wrongCommitment, wrongFold]] = await Promise.all([beside, head ? readChain(ctx, reading, head) : undefined]);
  const witness = { publicKeyPem: ctx.platform.keys.publicKeyPem, knownCheckpoints };
  const fault = reading.fault ?? checkKnown(reading, witness) ?? wrongCommitment ?? wrongFold;
  return {
    isIntact: fault === null,
    events: reading.seq,
    checkpoints: reading.hashAt.size,
    headHash: reading.seq > 0 ? reading.headHash : null,
    checkedAt: (await readTime(ctx)).toISOString(),
    fault,
  };
}

/** In a transaction of its own, over a connection of its own. */
function besideIt<Result>(
  { platform, orgId, actor }: Context,
  work: (own: Context) => Promise<Result>,
): Promise<Result> {
  return runInOrganisation(platform, { orgId, actor }, work);
}

/** What is found sound where it lies is taken as it is; from the first event that is not, each is read and judged. */
async function readChain(ctx: Context, reading: Reading, head: ChainHead): Promise<void> {
  const wordings = new Map((await listWordings(ctx)).map((row) => [row.wordingId, hashWording(row)]));
  const [wrongProof, { seq: sound, gapSeqs }] = await Promise.all([
    besideIt(ctx, (own) => findFirst(listDoubtfulProofs(own, head.seq, wordings), (row) => !isProven(row))),
    findSoundUpTo(ctx, head.seq),
  ]);
  const soundUpTo = Math.min(sound, (wrongProof ?? Number.POSITIVE_INFINITY) - 1);
  await skipTo(ctx, reading, { seq: soundUpTo, gapSeqs });
  for await (const rows of chainPages(ctx, soundUpTo, head.seq)) {
    for (const row of rows) takeRow(reading, row, wordings);
    if (reading.fault) return;
  }
  if (reading.seq !== head.seq) reading.fault = { kind: "incomplete", seq: reading.seq + 1 };
  else if (reading.headHash !== head.hash) reading.fault = { kind: "checkpoint-not-on-chain", seq: head.seq };
}

/** The number of the first event, in whatever order they come; null: none. */
async function findFirst<Row extends { seq: number }>(
  pages: AsyncGenerator<Row[]>,
  isWrong: (row: Row) => boolean,
): Promise<number | null> {
  let first: number | null = null;
  for await (const rows of pages) {
    for (const row of rows) if ((first === null || row.seq < first) && isWrong(row)) first = row.seq;
  }
  return first;
}

function isProven({ isOtherWording, evidence, salt, commitment }: ProofRow): boolean {
  return !isOtherWording && (evidence === null || salt === null || commitTo(salt, evidence) === commitment);
}

async function findSoundUpTo(ctx: Context, lastSeq: number): Promise<{ seq: number; gapSeqs: number[] }> {
  const linkedUpTo = await findLinkedUpTo(ctx, lastSeq);
  const { seq, gapSeqs } = await findFirstRehashed(ctx, lastSeq);
  return { seq: seq === null ? linkedUpTo : Math.min(linkedUpTo, seq - 1), gapSeqs };
}

/** As if each event up to this one had been taken. */
async function skipTo(
  ctx: Context,
  reading: Reading,
  { seq, gapSeqs }: { seq: number; gapSeqs: number[] },
): Promise<void> {
  const seqs = [seq, ...reading.watched].filter((one) => one <= seq);
  for (const place of await listChainPlaces(ctx, seqs)) {
    if (reading.watched.has(place.seq)) reading.hashAt.set(place.seq, place.hash);
    if (place.seq === seq) Object.assign(reading, { seq, headHash: place.hash });
  }
  for (const gapSeq of gapSeqs.filter((one) => one <= seq)) {
    const [row] = await listChainRows(ctx, { afterSeq: gapSeq - 1, lastSeq: gapSeq, limit: 1 });
    const gap = row && readGap(eventOf(row));
    if (gap) reading.gaps.push(gap);
  }
}

/** The database reads the next page while this one is hashed. */
async function* chainPages(ctx: Context, firstAfter: number, lastSeq: number): AsyncGenerator<ChainRow[]> {
  const readAfter = (afterSeq: number) => listChainRows(ctx, { afterSeq, lastSeq, limit: pageSize });
  let next = readAfter(firstAfter);
  try {
    for (let rows = await next; rows.length > 0; rows = await next) {
      next = readAfter(rows.at(-1)?.seq ?? lastSeq);
      yield rows;
    }
  } finally {
    // The connection must be free again before anybody else uses it.
    await next;
  }
}

function takeRow(reading: Reading, row: ChainRow, wordings: ReadonlyMap<string, string>): void {
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

async function checkCommitments(ctx: Context, lastSeq: number): Promise<LedgerFault | null> {
  const isWrong = ({ commitment, salt, text }: CommitmentRow) => commitTo(salt, text) !== commitment;
  const seq = await findFirst(listDoubtfulCommitments(ctx, lastSeq), isWrong);
  return seq === null ? null : { kind: "changed-record", seq };
}

async function checkFold(ctx: Context, lastSeq: number): Promise<LedgerFault | null> {
  const found = await findFoldFault(ctx, lastSeq);
  return found ? { kind: "fold-differs", seq: found.seq } : null;
}
