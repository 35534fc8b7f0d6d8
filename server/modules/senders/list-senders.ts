import type { Sender } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { ensurePlatformSender } from "./ensure-platform-sender.ts";
import { getSurroundings, presentSender } from "./present-sender.ts";
import { listAccountRows } from "./senders.queries.ts";

/** The platform's sender first. A person sees states and never a password. */
export async function listSenders(ctx: Context): Promise<{ items: Sender[] }> {
  await ensurePlatformSender(ctx);
  const rows = await listAccountRows(ctx);
  const surroundings = await getSurroundings(ctx, rows);
  return { items: rows.map((row) => presentSender(row, surroundings)) };
}
