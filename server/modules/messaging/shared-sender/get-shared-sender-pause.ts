import type { SharedSenderPause } from "../../../../contracts/shared-sender.ts";
import type { Context } from "../../../platform/context.ts";
import { countOwnResumes, findOpenPause } from "./pauses.queries.ts";

export const ownResumeDays = 30;

/** Why the organisation's mail on the shared sender waits, and who can let it go on. */
export async function getSharedSenderPause(ctx: Context): Promise<{ pause: SharedSenderPause | null }> {
  const row = await findOpenPause(ctx);
  if (!row) return { pause: null };
  const { senderId, reason, counted, sent, pausedAt } = row;
  const mayResume = (await countOwnResumes(ctx, ownResumeDays)) === 0;
  return { pause: { senderId, reason, counted, sent, pausedAt: pausedAt.toISOString(), mayResume } };
}
