import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import type { Checkpoint } from "../ledger-export.rules.ts";
import { readCheckpoints } from "../read-checkpoints.ts";
import { type GapRow, hasOpenGap, insertGap, listGapRows, listHashesAt } from "./ledger-gaps.queries.ts";

/**
 * Whether the database is older than what was witnessed outside it: a backup that was restored has forgotten the
 * withdrawals since. Until a person has confirmed it nothing but security mail leaves (`isHeldByGap`).
 */
export async function checkRestore(ctx: Context): Promise<boolean> {
  if (await hasOpenGap(ctx)) return true;
  const known = (await readCheckpoints(ctx.platform, ctx.orgId)).map((line) => line.checkpoint);
  const newest = known.at(-1);
  if (!newest || newest.seq === 0 || (await isOnChain(ctx, newest))) return false;
  const gaps = await listGapRows(ctx);
  if (gaps.some((gap) => covers(gap, newest))) return false;
  const lostAfter = await findLastKept(ctx, known);
  await insertGap(ctx, {
    gapId: newId(),
    lostAfter,
    lostUpTo: newest.seq,
    lostHash: newest.hash,
    knownAt: newest.at,
  });
  ctx.logger.error(
    { lostAfter, lostUpTo: newest.seq, witnessedAt: newest.at },
    "the consent ledger is older than its checkpoints: sending waits until somebody confirms the restored backup",
  );
  return true;
}

async function isOnChain(ctx: Context, { seq, hash }: Checkpoint): Promise<boolean> {
  return (await listHashesAt(ctx, [seq])).get(seq) === hash;
}

function covers(gap: GapRow, { seq, at }: Checkpoint): boolean {
  return gap.confirmedAt !== null && seq > gap.lostAfter && seq <= gap.lostUpTo && new Date(at) <= gap.knownAt;
}

async function findLastKept(ctx: Context, known: Checkpoint[]): Promise<number> {
  const hashes = await listHashesAt(
    ctx,
    known.map((one) => one.seq),
  );
  return Math.max(0, ...known.filter((one) => hashes.get(one.seq) === one.hash).map((one) => one.seq));
}
