import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { type AccountRow, findAccountRow } from "./senders.queries.ts";

export async function getAccountRow(ctx: Context, senderId: string): Promise<AccountRow> {
  const row = await findAccountRow(ctx, senderId);
  if (!row) throw refuse("senders.not-found");
  return row;
}
