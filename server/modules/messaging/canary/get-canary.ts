import type { Canary } from "../../../../contracts/shared-sender.ts";
import type { Context } from "../../../platform/context.ts";
import { countCanary, findCanary } from "./canary.queries.ts";
import { canary } from "./canary.rules.ts";

/** For the screens: what the rest of a launch waits for; null when nothing is held back. */
export async function getCanary(ctx: Context, batchId: string): Promise<Canary | null> {
  const row = await findCanary(ctx, batchId);
  if (!row || row.state === "passed" || row.state === "released") return null;
  const { hard, complaints } = await countCanary(ctx, batchId);
  const decidesAt = row.sentAt && new Date(row.sentAt.getTime() + canary.watchSeconds * 1000).toISOString();
  return { state: row.state, size: row.size, decidesAt, returned: hard, complained: complaints };
}
