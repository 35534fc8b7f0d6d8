import type { Context } from "../../../platform/context.ts";
import { statusOf } from "../consent-actions.rules.ts";
import { listCurrentRows } from "../current.queries.ts";
import { readTime } from "../ledger.queries.ts";
import { findTracking } from "./find-tracking.ts";

/** Asked at the moment of the click: whoever took it back is nobody again, in old messages as well. */
export async function mayTrack(ctx: Context, addressId: string): Promise<boolean> {
  const tracking = await findTracking(ctx);
  if (!tracking) return false;
  const now = await readTime(ctx);
  const row = (await listCurrentRows(ctx, [addressId])).find((one) => one.typeId === tracking.typeId);
  return row !== undefined && statusOf(row.state, row.validUntil, now) === "accepted";
}
