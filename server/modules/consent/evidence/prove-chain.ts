import type { Context } from "../../../platform/context.ts";
import { listExportRows } from "../export.queries.ts";
import { eventLineOf } from "../export-lines.rules.ts";
import { readTime } from "../ledger.queries.ts";
import type { Checkpoint, CheckpointLine, EventLine } from "../ledger-export.rules.ts";
import { readCheckpoints } from "../read-checkpoints.ts";
import { signCheckpoint } from "../sign-checkpoint.ts";
import { listHashesAt } from "./ledger-gaps.queries.ts";

/** An unbroken piece of the chain that ends in a signature. */
export interface ChainPath {
  events: EventLine[];
  checkpoint: CheckpointLine;
  /** `kept`: signed at its time and kept outside the database. `issued`: signed when this proof was made. */
  witness: "kept" | "issued";
}

/** Neighbours of other people say nothing about them, but many of them make a proof that nobody reads. */
const longestPath = 100;

/** For each of these events the chain from it to the nearest signed checkpoint; the neighbours without what lies beside. */
export async function proveChain(ctx: Context, seqs: number[]): Promise<ChainPath[]> {
  const kept = await listKept(ctx, seqs.at(-1) ?? 0, seqs[0] ?? 0);
  const own = new Set(seqs);
  const paths: ChainPath[] = [];
  for (const seq of seqs) {
    const reached = paths.at(-1)?.events.at(-1)?.seq ?? 0;
    if (seq > reached) paths.push(await provePath(ctx, seq, { kept, own }));
  }
  return paths;
}

async function provePath(
  ctx: Context,
  seq: number,
  { kept, own }: { kept: CheckpointLine[]; own: Set<number> },
): Promise<ChainPath> {
  const near = kept.find(({ checkpoint }) => checkpoint.seq >= seq && checkpoint.seq - seq < longestPath);
  const events = await listPath(ctx, { from: seq, to: near?.checkpoint.seq ?? seq, own });
  const last = events.at(-1);
  if (!last) throw new Error("an event of this address is not in the ledger");
  return near
    ? { events, checkpoint: near, witness: "kept" }
    : { events, checkpoint: await issue(ctx, last), witness: "issued" };
}

/** Those that lie on the chain and can be of use, in the order of the chain. */
async function listKept(ctx: Context, lastSeq: number, firstSeq: number): Promise<CheckpointLine[]> {
  const lines = (await readCheckpoints(ctx.platform, ctx.orgId))
    .filter(({ checkpoint }) => checkpoint.seq >= firstSeq && checkpoint.seq < lastSeq + longestPath)
    .sort((left, right) => left.checkpoint.seq - right.checkpoint.seq);
  const hashes = await listHashesAt(
    ctx,
    lines.map(({ checkpoint }) => checkpoint.seq),
  );
  return lines.filter(({ checkpoint }) => hashes.get(checkpoint.seq) === checkpoint.hash);
}

async function listPath(
  ctx: Context,
  { from, to, own }: { from: number; to: number; own: Set<number> },
): Promise<EventLine[]> {
  const rows = await listExportRows(ctx, from - 1, to - from + 1);
  return rows.map(eventLineOf).map(({ beside, ...line }) => (own.has(line.seq) && beside ? { ...line, beside } : line));
}

async function issue(ctx: Context, { seq, hash }: EventLine): Promise<CheckpointLine> {
  const checkpoint: Checkpoint = { orgId: ctx.orgId, seq, hash, at: (await readTime(ctx)).toISOString() };
  return signCheckpoint(ctx.platform, checkpoint);
}
