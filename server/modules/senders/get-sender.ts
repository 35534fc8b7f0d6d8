import type { Sender } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { getAccountRow } from "./get-account-row.ts";
import { getSurroundings, presentSender } from "./present-sender.ts";

export async function getSender(ctx: Context, senderId: string): Promise<Sender> {
  const row = await getAccountRow(ctx, senderId);
  return presentSender(row, await getSurroundings(ctx, [row]));
}
