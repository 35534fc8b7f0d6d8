import type { ResendAnswer, ResendInput } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { isRefusal } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { chooseSender, getSenderConnection } from "../senders/index.ts";
import { findMessageRows, type MessageRow } from "./history.queries.ts";
import { openStates } from "./message-state.rules.ts";
import { queueMessage } from "./queue-message.ts";

type Obstacle = ResendAnswer["skipped"][number]["obstacle"];

/**
 * Each becomes a new message with the content of the old one (I26). The gate decides anew; who said no meanwhile gets
 * nothing. The request's id makes a second click harmless.
 */
export async function resendMessages(ctx: Context, input: ResendInput): Promise<ResendAnswer> {
  const answer: ResendAnswer = { queued: [], skipped: [] };
  const wanted = [...new Set(input.messageIds)];
  const rows = new Map((await findMessageRows(ctx, wanted)).map((row) => [row.messageId, row]));
  for (const messageId of wanted) {
    const outcome = await resendOne(ctx, rows.get(messageId), input.includeUncertain);
    if (typeof outcome === "string") answer.skipped.push({ messageId, obstacle: outcome });
    else answer.queued.push({ messageId: outcome.messageId, resendOf: messageId });
  }
  await recordAudit(ctx, {
    action: "messaging.resent",
    subjectKind: "message",
    subjectId: wanted[0] ?? "",
    details: { asked: wanted.length, queued: answer.queued.length },
  });
  return answer;
}

async function resendOne(
  ctx: Context,
  row: MessageRow | undefined,
  includeUncertain: boolean,
): Promise<{ messageId: string } | Obstacle> {
  if (!row) return "not-found";
  return obstacleOf(row, includeUncertain) ?? resend(ctx, row);
}

function obstacleOf(row: MessageRow, includeUncertain: boolean): Obstacle | undefined {
  if (row.messageClass === "security" || row.messageClass === "consent-request") return row.messageClass;
  if (openStates.includes(row.state)) return "still-waiting";
  return row.state === "uncertain" && !includeUncertain ? "uncertain" : undefined;
}

async function resend(ctx: Context, row: MessageRow): Promise<{ messageId: string } | Obstacle> {
  if (row.contactId === null) return "address-gone";
  try {
    return await queueMessage(ctx, {
      messageClass: row.messageClass,
      origin: "resend",
      recipient: { contactId: row.contactId, addressId: row.addressId },
      contentVersionId: row.contentVersionId,
      mergeValues: row.mergeValues,
      senderId: await senderFor(ctx, row),
      typeId: row.typeId,
      ...(row.basis === null ? {} : { basis: row.basis }),
      resendOf: row.messageId,
      dedupeKey: `resend:${row.messageId}:${ctx.requestId}`,
    });
  } catch (error) {
    if (isRefusal(error)) return "address-gone";
    throw error;
  }
}

/** The old sender while it exists, else the one that would be chosen today. */
async function senderFor(ctx: Context, row: MessageRow): Promise<string> {
  const answer = await getSenderConnection(ctx, row.senderId);
  if (answer.ready || answer.reason !== "removed") return row.senderId;
  return (await chooseSender(ctx, { purpose: row.messageClass === "marketing" ? "campaign" : "single" })).senderId;
}
