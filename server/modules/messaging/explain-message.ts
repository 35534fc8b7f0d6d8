import type { MessageReason } from "../../../contracts/consent-evidence.ts";
import type { Context } from "../../platform/context.ts";
import { getConsentEvent } from "../consent/index.ts";
import { getMessageRow } from "./message-access.ts";

/** Why did this person get this? The ground of the permit, and the event of the ledger that it rested on. */
export async function explainMessage(ctx: Context, messageId: string): Promise<MessageReason> {
  const row = await getMessageRow(ctx, messageId);
  const { basis, consentEventId } = row;
  return {
    messageId,
    ground: row.ground,
    decidedAt: row.handedOverAt?.toISOString() ?? null,
    refusal: row.finalReason,
    event: consentEventId === null ? null : await getConsentEvent(ctx, consentEventId),
    statedReason: basis?.kind === "stated-reason" ? basis.text : null,
    declaredSenderId: basis?.kind === "own-sender-declaration" ? basis.senderId : null,
  };
}
