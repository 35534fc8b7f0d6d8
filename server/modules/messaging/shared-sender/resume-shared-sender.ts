import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { actorName } from "../actor-name.rules.ts";
import { hastenSender } from "../lanes.queries.ts";
import { ownResumeDays } from "./get-shared-sender-pause.ts";
import { countOwnResumes, endPause, findOpenPause } from "./pauses.queries.ts";

/**
 * With a written reason. An administrator of the organisation once in 30 days; after that it takes the installation's
 * operator, since others bear the consequences. Counting begins anew.
 */
export async function resumeSharedSender(ctx: Context, reason: string): Promise<void> {
  const pause = await findOpenPause(ctx);
  if (!pause) throw refuse("messaging.shared-sender-not-paused");
  const isOperator = ctx.actor.kind === "operator";
  if (!isOperator && (await countOwnResumes(ctx, ownResumeDays)) > 0)
    throw refuse("messaging.operator-must-resume", { values: { days: ownResumeDays } });
  await endPause(ctx, { pauseId: pause.pauseId, by: actorName(ctx.actor), isOperator, reason });
  await recordAudit(ctx, {
    action: "messaging.shared-sender-resumed",
    subjectKind: "sender",
    subjectId: pause.senderId,
    details: { reason, pausedFor: pause.reason, counted: pause.counted, sent: pause.sent },
  });
  await hastenSender(ctx, pause.senderId);
}
