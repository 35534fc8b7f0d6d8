import type { Message } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { listDeliveryEventRows } from "./delivery-events.queries.ts";
import { findFreeTimes } from "./find-free-times.ts";
import { type AttemptRow, listAttemptRows, listResendRows } from "./history.queries.ts";
import { getMessageRow, hidesBody } from "./message-access.ts";
import { presentMessage, renderRow } from "./present-message.ts";

/** One message: what was sent, why, and what became of it. */
export async function getMessage(ctx: Context, messageId: string): Promise<Message> {
  const row = await getMessageRow(ctx, messageId);
  const rendered = await renderRow(ctx, row);
  const isHidden = hidesBody(ctx, row);
  const freeAt = await findFreeTimes(ctx, row.state === "queued" ? [row] : []);
  return {
    ...presentMessage({ ...row, notBefore: freeAt(row) }, rendered.subject),
    html: isHidden ? "" : rendered.html,
    text: isHidden ? "" : rendered.text,
    sentFrom: row.sentFrom,
    messageIdHeader: row.messageIdHeader,
    senderId: row.senderId,
    typeId: row.typeId,
    addressId: row.addressId,
    ground: row.ground,
    consentEventId: row.consentEventId,
    basis: row.basis,
    queuedBy: row.queuedBy,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    attempts: (await listAttemptRows(ctx, messageId)).map(presentAttempt),
    deliveryEvents: (await listDeliveryEventRows(ctx, messageId)).map((event) => ({
      ...event,
      happenedAt: event.happenedAt.toISOString(),
    })),
    resends: (await listResendRows(ctx, messageId)).map((resend) => ({
      ...resend,
      queuedAt: resend.queuedAt.toISOString(),
    })),
  };
}

function presentAttempt(row: AttemptRow): Message["attempts"][number] {
  return { ...row, handedOverAt: row.handedOverAt?.toISOString() ?? null, endedAt: row.endedAt.toISOString() };
}
