import type { Context } from "../../platform/context.ts";
import { getOrganisation } from "../identity/index.ts";
import { findAccountRow } from "./senders.queries.ts";

/** Whether others send by it too, and bear what receivers hold against it. A demonstration's mail goes nowhere. */
export async function isSharedSender(ctx: Context, senderId: string): Promise<boolean> {
  const account = await findAccountRow(ctx, senderId);
  return account?.kind === "platform" && !(await getOrganisation(ctx)).isDemonstration;
}
