import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { getAccountRow } from "./get-account-row.ts";

/** Everybody answers for the shared sender together: on it nothing opens the gate but consent (X1, D11). */
export async function checkOwnSender(ctx: Context, senderId: string): Promise<void> {
  const { kind } = await getAccountRow(ctx, senderId);
  if (kind !== "smtp") throw refuse("senders.shared", { field: "senderId" });
}
