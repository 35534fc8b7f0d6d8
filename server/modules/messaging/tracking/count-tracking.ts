import type { TrackingTotals } from "../../../../contracts/messaging-tracking.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { getBatchState } from "../get-batch-state.ts";
import { listLinkTotals } from "./tracking.queries.ts";

/** What a launch brought, without anybody's name; machines are counted apart. */
export async function countTracking(ctx: Context, batchId: string): Promise<TrackingTotals> {
  if ((await getBatchState(ctx, batchId)) === null) throw refuse("messaging.batch-not-found");
  const rows = await listLinkTotals(ctx, batchId);
  const links = rows.filter((row) => row.position > 0);
  const opens = rows.find((row) => row.position === 0);
  return {
    isTracked: rows.length > 0,
    opens: opens?.people ?? 0,
    recognised: opens?.readers ?? 0,
    clicks: links.reduce((sum, link) => sum + link.people, 0),
    machines: rows.reduce((sum, row) => sum + row.machines, 0),
    links: links.map(({ url, people }) => ({ url, clicks: people })),
  };
}
