import { sql } from "kysely";
import type { MessageClass } from "../../../contracts/consent.ts";
import type { BounceClass, DeliveryEventKind, ReportWay } from "../../../contracts/message-returns.ts";
import type { MessageState } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";

/** What of a message a report about it must fit to. */
export interface ReportedMessage {
  messageId: string;
  state: MessageState;
  messageClass: MessageClass;
  senderId: string;
  batchId: string | null;
  addressId: string;
  recipientAddress: string;
}

/** Only what left, and not long ago: nobody reports about last year's mail but a forger. Locked, so that reports queue up. */
export async function lockReportedMessage(
  ctx: Context,
  sought: { messageId: string; withinDays: number },
): Promise<ReportedMessage | undefined> {
  const { rows } = await sql<ReportedMessage>`
    SELECT message_id AS "messageId", state, message_class AS "messageClass", sender_id AS "senderId",
      batch_id AS "batchId", address_id AS "addressId", recipient_address AS "recipientAddress"
    FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND message_id = ${sought.messageId}
      AND handed_over_at > platform.current_time() - make_interval(days => ${sought.withinDays}::int)
    FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

export interface NewDeliveryEvent {
  messageId: string;
  senderId: string;
  batchId: string | null;
  addressId: string;
  kind: DeliveryEventKind;
  bounceClass: BounceClass | null;
  statusCode: string | null;
  detail: string | null;
  /** Null: now. Never before the hand-over nor in the future, whatever a report claims. */
  happenedAt: Date | null;
  reportedVia: ReportWay;
  reportKey: string;
}

/** Answers the messages whose report was new. */
export async function insertDeliveryEvents(ctx: Context, events: NewDeliveryEvent[]): Promise<Set<string>> {
  const { rows } = await sql<{ messageId: string }>`
    INSERT INTO messaging.delivery_events (
      org_id, delivery_event_id, message_id, sender_id, batch_id, address_id, kind, bounce_class, status_code, detail,
      happened_at, reported_via, report_key)
    SELECT ${ctx.orgId}::uuid, platform.uuid_v7(), e."messageId", e."senderId", e."batchId", e."addressId", e.kind,
      e."bounceClass", e."statusCode", e.detail,
      greatest(least(e."happenedAt", platform.current_time()), m.handed_over_at), e."reportedVia", e."reportKey"
    FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e (
      "messageId" uuid, "senderId" uuid, "batchId" uuid, "addressId" uuid, kind text, "bounceClass" text,
      "statusCode" text, detail text, "happenedAt" timestamptz, "reportedVia" text, "reportKey" text)
    JOIN messaging.messages m ON m.org_id = ${ctx.orgId} AND m.message_id = e."messageId"
    ON CONFLICT (org_id, message_id, report_key) DO NOTHING
    RETURNING message_id AS "messageId"`.execute(ctx.tx);
  return new Set(rows.map((row) => row.messageId));
}

/** How many messages to the address were returned so within the days before now, and since a person lifted its last block. */
export async function countReturnsOfAddress(
  ctx: Context,
  sought: { addressId: string; bounceClass: BounceClass; withinDays: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(DISTINCT message_id) AS count FROM messaging.delivery_events
    WHERE org_id = ${ctx.orgId} AND address_id = ${sought.addressId} AND kind = 'bounced'
      AND bounce_class = ${sought.bounceClass}
      AND recorded_at > platform.current_time() - make_interval(days => ${sought.withinDays}::int)
      AND recorded_at > coalesce((
        SELECT max(lifted.ended_at) FROM consent.suppression_times lifted
        WHERE lifted.org_id = ${ctx.orgId} AND lifted.address_id = ${sought.addressId}
          AND lifted.kind IN ('hard-bounce', 'soft-bounce')), '-infinity')`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}

export interface SettledMessage {
  messageId: string;
  batchId: string | null;
  claimToken: string;
  workerId: string;
  attemptCount: number;
}

/** The report itself is the proof that the message was taken (reliability 2.2). */
export async function settleAsAccepted(ctx: Context, messageId: string): Promise<SettledMessage | undefined> {
  const { rows } = await sql<SettledMessage>`
    UPDATE messaging.messages
    SET state = 'accepted', final_reason = NULL, final_at = platform.current_time(), settle_after = NULL
    WHERE org_id = ${ctx.orgId} AND message_id = ${messageId} AND state = 'uncertain'
    RETURNING message_id AS "messageId", batch_id AS "batchId", claim_token AS "claimToken", worker_id AS "workerId",
      attempt_count AS "attemptCount"`.execute(ctx.tx);
  return rows[0];
}

export interface DeliveryEventRow {
  deliveryEventId: string;
  kind: DeliveryEventKind;
  bounceClass: BounceClass | null;
  statusCode: string | null;
  detail: string | null;
  reportedVia: ReportWay;
  happenedAt: Date;
}

export async function listDeliveryEventRows(ctx: Context, messageId: string): Promise<DeliveryEventRow[]> {
  const { rows } = await sql<DeliveryEventRow>`
    SELECT delivery_event_id AS "deliveryEventId", kind, bounce_class AS "bounceClass", status_code AS "statusCode", detail,
      reported_via AS "reportedVia", happened_at AS "happenedAt"
    FROM messaging.delivery_events
    WHERE org_id = ${ctx.orgId} AND message_id = ${messageId}
    ORDER BY happened_at, delivery_event_id
    LIMIT 200`.execute(ctx.tx);
  return rows;
}
