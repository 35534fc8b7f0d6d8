import type { Message } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import {
  type AttemptRow,
  findMessageRows,
  listAttemptRows,
  listResendRows,
  type MessageRow,
} from "./history.queries.ts";
import { presentMessage, renderRow } from "./present-message.ts";

/** One message: what was sent, why, and what became of it. */
export async function getMessage(ctx: Context, messageId: string): Promise<Message> {
  const row = await getMessageRow(ctx, messageId);
  const rendered = await renderRow(ctx, row);
  const isHidden = hidesBody(ctx, row);
  return {
    ...presentMessage(row, rendered.subject),
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
    resends: (await listResendRows(ctx, messageId)).map((resend) => ({
      ...resend,
      queuedAt: resend.queuedAt.toISOString(),
    })),
  };
}

export async function getMessageRow(ctx: Context, messageId: string): Promise<MessageRow> {
  const [row] = await findMessageRows(ctx, [messageId]);
  if (!row) throw refuse("messaging.not-found");
  return row;
}

/** Security mail speaks to one person about their account: only administrators see more than that it was sent. */
export function hidesBody(ctx: Context, row: MessageRow): boolean {
  const isAdministrator = ctx.actor.kind === "user" && ctx.actor.role === "administrator";
  return row.messageClass === "security" && row.origin !== "test" && !isAdministrator;
}

function presentAttempt(row: AttemptRow): Message["attempts"][number] {
  return { ...row, handedOverAt: row.handedOverAt?.toISOString() ?? null, endedAt: row.endedAt.toISOString() };
}
