import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export interface GapRow {
  gapId: string;
  lostAfter: number;
  lostUpTo: number;
  lostHash: string;
  knownAt: Date;
  foundAt: Date;
  confirmedAt: Date | null;
  confirmedBy: string | null;
}

/** Newest first. */
export async function listGapRows(ctx: Context): Promise<GapRow[]> {
  const { rows } = await sql<GapRow>`
    SELECT gap_id AS "gapId", lost_after AS "lostAfter", lost_up_to AS "lostUpTo", lost_hash AS "lostHash",
           known_at AS "knownAt", found_at AS "foundAt", confirmed_at AS "confirmedAt", confirmed_by AS "confirmedBy"
    FROM consent.ledger_gaps
    WHERE org_id = ${ctx.orgId}
    ORDER BY found_at DESC, gap_id
    LIMIT 1000`.execute(ctx.tx);
  return rows;
}

export async function hasOpenGap(ctx: Context): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM consent.ledger_gaps WHERE org_id = ${ctx.orgId} AND confirmed_at IS NULL`.execute(ctx.tx);
  return rows.length > 0;
}

/** Does nothing while one is open: what was lost first is what a person must hear about. */
export async function insertGap(
  ctx: Context,
  gap: Pick<GapRow, "gapId" | "lostAfter" | "lostUpTo" | "lostHash"> & { knownAt: string },
): Promise<void> {
  await sql`
    INSERT INTO consent.ledger_gaps (org_id, gap_id, lost_after, lost_up_to, lost_hash, known_at, found_at)
    VALUES (${ctx.orgId}, ${gap.gapId}, ${gap.lostAfter}, ${gap.lostUpTo}, ${gap.lostHash}, ${gap.knownAt},
      platform.current_time())
    ON CONFLICT DO NOTHING`.execute(ctx.tx);
}

export async function confirmGap(ctx: Context, gapId: string, confirmedBy: string): Promise<boolean> {
  const { rows } = await sql`
    UPDATE consent.ledger_gaps SET confirmed_at = platform.current_time(), confirmed_by = ${confirmedBy}
    WHERE org_id = ${ctx.orgId} AND gap_id = ${gapId} AND confirmed_at IS NULL
    RETURNING gap_id`.execute(ctx.tx);
  return rows.length > 0;
}

/** Of those of these numbers that the ledger has. */
export async function listHashesAt(ctx: Context, seqs: number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ seq: number; hash: string }>`
    SELECT seq, hash FROM consent.ledger
    WHERE org_id = ${ctx.orgId} AND seq = ANY(${seqs}::bigint[])
    ORDER BY seq
    LIMIT ${seqs.length}`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.seq, row.hash]));
}
