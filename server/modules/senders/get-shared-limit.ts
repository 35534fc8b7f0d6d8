import type { FrequencyLimit } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { getSenderConnection } from "./get-sender-connection.ts";

/** The limit that holds over all organisations together; null for a sender of the organisation's own. */
export async function getSharedLimit(ctx: Context, senderId: string): Promise<FrequencyLimit | null> {
  const answer = await getSenderConnection(ctx, senderId);
  return answer.ready ? answer.connection.sharedLimit : null;
}
