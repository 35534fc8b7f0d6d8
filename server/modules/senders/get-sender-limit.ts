import type { FrequencyLimit } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { getAccountRow } from "./get-account-row.ts";

/** N messages in any H hours (I5); null means that the sender has no limit of its own. */
export async function getSenderLimit(ctx: Context, senderId: string): Promise<FrequencyLimit | null> {
  const { limitCount, limitHours } = await getAccountRow(ctx, senderId);
  return limitCount === null || limitHours === null ? null : { count: limitCount, hours: limitHours };
}
