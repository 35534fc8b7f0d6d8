import type { Context } from "../../../platform/context.ts";
import { deleteFinishedClaims } from "../claims.queries.ts";
import { blameCrashes } from "./blame-crashes.ts";
import { lockLostHandOvers, requeueAbandonedClaims } from "./claim.queries.ts";
import { closeMessages, insertAttempts } from "./close.queries.ts";
import { tellFinished } from "./close.ts";
import { judgeOutcome, maxAgeHours } from "./retry.rules.ts";
import { giveUpSettling, requeueRepeats, requeueSecondCopies } from "./settle.queries.ts";

/**
 * Puts right what a dead worker left: claims go back, hand-overs become uncertain and are never sent again by themselves,
 * but to a server that drops repeats, and for the one second copy that security mail has. `dropsRepeats` undefined: the
 * sender cannot be used now, and nobody knows.
 */
export async function recoverSender(ctx: Context, senderId: string, dropsRepeats?: boolean): Promise<void> {
  // First, so that the others look through fewer.
  await deleteFinishedClaims(ctx, senderId);
  await blameCrashes(ctx, senderId);
  await requeueAbandonedClaims(ctx, senderId);
  await markLostUncertain(ctx, senderId);
  if (dropsRepeats) await requeueRepeats(ctx, senderId);
  await requeueSecondCopies(ctx, senderId);
  await giveUpSettling(ctx, senderId, { repeatsToo: dropsRepeats !== undefined });
}

async function markLostUncertain(ctx: Context, senderId: string): Promise<void> {
  const lost = await lockLostHandOvers(ctx, senderId);
  if (lost.length === 0) return;
  const outcome = { outcome: "uncertain", phase: "dot" } as const;
  const changed = await closeMessages(
    ctx,
    lost.map((message) => {
      const { next } = judgeOutcome(outcome, {
        ...message,
        attemptsBefore: message.attemptCount,
        secondsLeft: null,
        jitter: 1,
      });
      const settleAfterSeconds = next.kind === "uncertain" ? next.settleAfterSeconds : null;
      return {
        messageId: message.messageId,
        claimToken: message.claimToken,
        state: "uncertain",
        afterSeconds: null,
        finalReason: null,
        settleAfterSeconds,
        maxAgeHours: maxAgeHours(message.messageClass),
      };
    }),
  );
  await insertAttempts(
    ctx,
    lost.map((message) => ({
      ...message,
      attemptNo: message.attemptCount + 1,
      outcome: outcome.outcome,
      phase: outcome.phase,
      errorKind: null,
      replyCode: null,
      replyText: null,
    })),
  );
  await tellFinished(ctx, changed);
}
