import type { BounceClass, ReportWay } from "../../../contracts/message-returns.ts";
import type { Context } from "../../platform/context.ts";
import { classOfReturn, cleanDetail } from "./bounce-class.rules.ts";
import {
  lockReportedMessage,
  type NewDeliveryEvent,
  type ReportedMessage,
  settleAsAccepted,
} from "./delivery-events.queries.ts";
import { insertAttempts } from "./dispatch/close.queries.ts";
import { tellFinished } from "./dispatch/close.ts";
import { noteDomainRefusals } from "./note-domain-refusals.ts";
import { recordReturns } from "./record-returns.ts";

/** What a mail server or a mailbox provider tells about one message. */
export interface DeliveryReport {
  messageId: string;
  kind: "delivered" | "delayed" | "bounced" | "complained" | "auto-replied";
  /** RFC 3463. */
  status: string | null;
  /** The other side's own words. */
  detail: string | null;
  /** To whom it failed, as the report says; empty when it does not say. */
  recipients: string[];
  /** When, as the report says; null: now. */
  happenedAt: Date | null;
  via: ReportWay;
  /** The sender whose mailbox it was found in: reports about other senders' mail have no place there. */
  senderId?: string | undefined;
}

/** `recorded`: new. `known`: told before. `not-ours`: there is no such message that left lately. */
export type ReportOutcome = "recorded" | "known" | "not-ours";

const believedDays = 90;

/** Never a change of `accepted`; but an uncertain message that others tell about did arrive (reliability 2.2). */
export async function recordDeliveryReport(ctx: Context, report: DeliveryReport): Promise<ReportOutcome> {
  const message = await lockReportedMessage(ctx, { messageId: report.messageId, withinDays: believedDays });
  if (!message || (report.senderId !== undefined && report.senderId !== message.senderId)) return "not-ours";
  await settle(ctx, message);
  const event = eventOf(message, report);
  const fresh = await recordReturns(ctx, [event]);
  if (!fresh.has(message.messageId)) return "known";
  // Behind a relay, this is how a domain says that it does not want our mail.
  if (event.bounceClass === "blocked") await noteDomainRefusals(ctx, [{ ...message, replyText: event.detail ?? "" }]);
  return "recorded";
}

function eventOf(message: ReportedMessage, report: DeliveryReport): NewDeliveryEvent {
  const { messageId, senderId, batchId, addressId } = message;
  const bounceClass = report.kind === "bounced" ? classOf(message, report) : null;
  return {
    messageId,
    senderId,
    batchId,
    addressId,
    kind: report.kind,
    bounceClass,
    statusCode: report.status,
    detail: cleanDetail(report.detail),
    happenedAt: report.happenedAt,
    reportedVia: report.via,
    reportKey:
      report.kind === "delayed" ? `delayed ${report.status}` : [report.kind, bounceClass ?? ""].join(" ").trim(),
  };
}

/** A mailbox behind ours that a person forwards to may be dead while theirs is well. */
function classOf({ recipientAddress }: ReportedMessage, { status, detail, recipients }: DeliveryReport): BounceClass {
  const bounceClass = classOfReturn({ status, text: detail ?? "" });
  const isAboutOther = recipients.length > 0 && !recipients.some((one) => one.toLowerCase() === recipientAddress);
  return bounceClass === "hard" && isAboutOther ? "soft" : bounceClass;
}

async function settle(ctx: Context, message: ReportedMessage): Promise<void> {
  if (message.state !== "uncertain") return;
  const settled = await settleAsAccepted(ctx, message.messageId);
  if (!settled) return;
  await insertAttempts(ctx, [
    {
      ...settled,
      attemptNo: settled.attemptCount,
      outcome: "settled",
      phase: null,
      errorKind: null,
      replyCode: null,
      replyText: null,
      // That was counted by the attempt that nobody answered: limits count each hand-over once.
      handedOverAt: null,
    },
  ]);
  await tellFinished(ctx, [{ ...settled, state: "accepted", finalReason: null }]);
}
