import { sharedSenderPaused } from "../../../../contracts/shared-sender.ts";
import type { Context } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import { newId } from "../../../platform/ids.ts";
import { recordAudit } from "../../audit/index.ts";
import { hasBudget } from "../../senders/index.ts";
import { budget, findBreach } from "./budget.rules.ts";
import { countRecentOfSender, insertPause } from "./pauses.queries.ts";

/**
 * Called when mail came back or was complained about. Above the budget, this organisation's mail on the installation's own
 * sender waits, before the receivers hold it against all the others. Security mail goes on.
 */
export async function checkBudget(ctx: Context, senderId: string): Promise<void> {
  if (!(await hasBudget(ctx, senderId))) return;
  const span = { senderId, days: budget.countedDays, messages: budget.countedMessages };
  const breach = findBreach(await countRecentOfSender(ctx, span));
  const pauseId = newId();
  if (breach === null || !(await insertPause(ctx, { ...breach, senderId, pauseId }))) return;
  await recordAudit(ctx, {
    action: "messaging.shared-sender-paused",
    subjectKind: "sender",
    subjectId: senderId,
    details: { ...breach },
  });
  await publish(ctx, sharedSenderPaused, { ...breach, pauseId });
  ctx.logger.warn({ senderId, ...breach }, "an organisation is paused on the shared sender");
}
