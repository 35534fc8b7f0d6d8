import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { getOrganisation } from "../identity/index.ts";
import { ensurePlatformRow, listAccountRows } from "./senders.queries.ts";

/** Every organisation has a row for the platform's sender; one that is older than this module gets it when it is first asked for. */
export async function ensurePlatformSender(ctx: Context): Promise<void> {
  const rows = await listAccountRows(ctx);
  if (rows.some((row) => row.kind === "platform")) return;
  const { name } = await getOrganisation(ctx);
  await ensurePlatformRow(ctx, newId(), name);
}
