import type { HistoryEntry } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { isKnownAddress } from "./is-known-address.ts";
import type { Evidence } from "./ledger-rows.rules.ts";
import { type HistoryRow, listHistoryRows } from "./states.queries.ts";

/** Everything that ever happened to the consents of one address, newest first (X14). */
export async function listHistory(
  ctx: Context,
  input: { addressId: string; cursor?: string | undefined; limit: number },
): Promise<{ items: HistoryEntry[]; nextCursor: string | null }> {
  const { addressId, limit } = input;
  if (!(await isKnownAddress(ctx, addressId))) throw refuse("consent.address-not-found");
  const rows = await listHistoryRows(ctx, { addressId, before: readCursor(input.cursor), limit });
  const last = rows.at(-1);
  return { items: rows.map(present), nextCursor: rows.length === limit && last ? String(last.seq) : null };
}

function readCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (!/^\d{1,15}$/.test(cursor)) throw refuse("common.invalid-input", { field: "cursor" });
  return Number(cursor);
}

function present(row: HistoryRow): HistoryEntry {
  const evidence = row.evidence === null ? {} : (JSON.parse(row.evidence) as Evidence);
  return {
    ...row,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    validUntil: row.validUntil?.toISOString() ?? null,
    evidence: evidence.document ?? evidence.reason ?? evidence.origin ?? null,
    note: evidence.note ?? null,
    // A message sent on a stated reason leaves by the program's hand; the reason is somebody's.
    actorName: evidence.statedBy ?? row.actorName,
  };
}
