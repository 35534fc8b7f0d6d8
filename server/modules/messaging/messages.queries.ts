import { type RawBuilder, sql } from "kysely";
import type { Basis, MessageClass } from "../../../contracts/consent.ts";
import type { MessageOrigin } from "../../../contracts/messaging.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
import type { Context } from "../../platform/context.ts";
import { planForMany, planForSlice } from "../../platform/database/plan-for-many.ts";
import { endedAs } from "./ended-as.queries.ts";

export interface NewMessage {
  messageId: string;
  messageClass: MessageClass;
  lane: string;
  origin: MessageOrigin;
  isAutomatic: boolean;
  batchId: string | null;
  senderId: string;
  contactId: string | null;
  addressId: string;
  recipientAddress: string;
  recipientName: string;
  contentVersionId: string;
  mergeValues: MergeValues;
  typeId: string | null;
  basis: Basis | null;
  dedupeKey: string;
  resendOf: string | null;
  queuedBy: string;
  notBefore: Date | null;
  /** How long it may wait at all; null counts from its first attempt. */
  maxAgeHours: number | null;
}

/** Undefined when a message with this dedupe key is there already. */
export async function insertMessage(ctx: Context, message: NewMessage): Promise<string | undefined> {
  const { rows } = await sql<{ messageId: string }>`
    INSERT INTO messaging.messages (
      org_id, message_id, state, message_class, lane, origin, is_automatic, batch_id, sender_id, contact_id, address_id,
      recipient_address, recipient_name, recipient_key, content_version_id, merge_values, type_id, basis, dedupe_key,
      resend_of, queued_by, not_before, expires_at)
    VALUES (
      ${ctx.orgId}, ${message.messageId}, 'queued', ${message.messageClass}, ${message.lane}, ${message.origin},
      ${message.isAutomatic}, ${message.batchId}, ${message.senderId}, ${message.contactId}, ${message.addressId},
      ${message.recipientAddress}, ${message.recipientName}, messaging.fold_text(${message.recipientName}),
      ${message.contentVersionId}, ${JSON.stringify(message.mergeValues)}::jsonb, ${message.typeId},
      ${message.basis === null ? null : JSON.stringify(message.basis)}::jsonb, ${message.dedupeKey}, ${message.resendOf},
      ${message.queuedBy}, coalesce(${message.notBefore}::timestamptz, platform.current_time()),
      platform.current_time() + make_interval(hours => ${message.maxAgeHours}::int))
    ON CONFLICT (org_id, dedupe_key) DO NOTHING
    RETURNING message_id AS "messageId"`.execute(ctx.tx);
  return rows[0]?.messageId;
}

export async function findMessageByDedupeKey(ctx: Context, dedupeKey: string): Promise<string | undefined> {
  const { rows } = await sql<{ messageId: string }>`
    SELECT message_id AS "messageId" FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND dedupe_key = ${dedupeKey}`.execute(ctx.tx);
  return rows[0]?.messageId;
}

export type Audience = RawBuilder<unknown>;

export type CommonOfAudience = Omit<
  NewMessage,
  "messageId" | "contactId" | "addressId" | "recipientAddress" | "recipientName" | "dedupeKey" | "resendOf"
> & {
  dedupePrefix: string;
  /** The consent that a mark in a link needs; null: nobody gets one. */
  trackingTypeId: string | null;
  /** A small part of a large audience: looked up one by one. */
  isSmallPart: boolean;
};

/**
 * One statement for the whole audience: SELECT address_id, contact_id of the caller's own making. Address, name and values are
 * read here, so that nobody can write others into the history. One message per address and batch.
 */
export async function insertMessagesForAudience(
  ctx: Context,
  audience: Audience,
  common: CommonOfAudience,
): Promise<number> {
  const insert = sql`
    INSERT INTO messaging.messages (
      org_id, message_id, state, message_class, lane, origin, is_automatic, batch_id, sender_id, contact_id, address_id,
      recipient_address, recipient_name, recipient_key, content_version_id, merge_values, type_id, basis, dedupe_key,
      queued_by, not_before)
    SELECT
      ${ctx.orgId}::uuid, platform.uuid_v7(), 'queued', ${common.messageClass}, ${common.lane}, ${common.origin},
      ${common.isAutomatic}::boolean, ${common.batchId}::uuid, ${common.senderId}::uuid, audience.contact_id,
      audience.address_id, address_book.value, contact_directory.display_name,
      messaging.fold_text(contact_directory.display_name), ${common.contentVersionId}::uuid,
      ${JSON.stringify(common.mergeValues)}::jsonb || contact_directory.merge_values || jsonb_build_object('email', address_book.value)${markSql(ctx, common.trackingTypeId)},
      ${common.typeId}::uuid, ${common.basis ? JSON.stringify(common.basis) : null}::jsonb, ${common.dedupePrefix}::text || ':' || audience.address_id, ${common.queuedBy},
      coalesce(${common.notBefore}::timestamptz, platform.current_time())
    FROM (${audience}) audience
    JOIN contacts.address_book
      ON address_book.org_id = ${ctx.orgId} AND address_book.address_id = audience.address_id
        AND address_book.contact_id = audience.contact_id
    JOIN contacts.contact_directory
      ON contact_directory.org_id = ${ctx.orgId} AND contact_directory.contact_id = audience.contact_id
    WHERE address_book.kind = 'email'
    ON CONFLICT (org_id, dedupe_key) DO NOTHING`;
  const plan = common.isSmallPart ? planForSlice : planForMany;
  const { numAffectedRows } = await plan(ctx.tx, () => insert.execute(ctx.tx));
  return Number(numAffectedRows ?? 0);
}

function markSql(ctx: Context, trackingTypeId: string | null): RawBuilder<unknown> {
  if (trackingTypeId === null) return sql``;
  return sql` || CASE WHEN EXISTS (
        SELECT 1 FROM consent.current_states agreed
        WHERE agreed.org_id = ${ctx.orgId} AND agreed.address_id = audience.address_id
          AND agreed.type_id = ${trackingTypeId}::uuid AND agreed.state = 'accepted'
          AND (agreed.valid_until IS NULL OR agreed.valid_until > platform.current_time()))
      THEN '{"tracked": "1"}'::jsonb ELSE '{}'::jsonb END`;
}

export interface RecipientRow {
  contactId: string | null;
  address: string;
  name: string;
  mergeValues: MergeValues;
}

/** The address as this contact has it now; undefined when they have it no more. */
export async function findRecipient(
  ctx: Context,
  contactId: string,
  addressId: string,
): Promise<RecipientRow | undefined> {
  const { rows } = await sql<RecipientRow>`
    SELECT contact_directory.contact_id AS "contactId", address_book.value AS address,
      contact_directory.display_name AS name, contact_directory.merge_values AS "mergeValues"
    FROM contacts.address_book
    JOIN contacts.contact_directory
      ON contact_directory.org_id = address_book.org_id AND contact_directory.contact_id = address_book.contact_id
    WHERE address_book.org_id = ${ctx.orgId} AND address_book.contact_id = ${contactId}
      AND address_book.address_id = ${addressId} AND address_book.kind = 'email'
    LIMIT 1`.execute(ctx.tx);
  return rows[0];
}

export async function stopQueuedOfBatch(ctx: Context, batchId: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE messaging.messages SET ${endedAs("stopped", sql`'messaging.cancelled'`)}
    WHERE org_id = ${ctx.orgId} AND state = 'queued' AND message_id IN (
      SELECT message_id FROM messaging.messages
      WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId} AND stage = 'open' AND state = 'queued'
      ORDER BY message_id LIMIT ${limit} FOR UPDATE SKIP LOCKED)`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}

export async function hasWaiting(ctx: Context, addressId: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND address_id = ${addressId} AND stage = 'open'
    LIMIT 1`.execute(ctx.tx);
  return rows.length > 0;
}

export interface WaitingRow {
  messageId: string;
  addressId: string;
  contactId: string | null;
  messageClass: MessageClass;
  typeId: string | null;
  basis: Basis | null;
  batchId: string | null;
}

export async function lockWaitingOfAddress(ctx: Context, addressId: string): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    SELECT message_id AS "messageId", address_id AS "addressId", contact_id AS "contactId",
      message_class AS "messageClass", type_id AS "typeId", basis, batch_id AS "batchId"
    FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND address_id = ${addressId} AND state = 'queued'
    ORDER BY message_id
    LIMIT 1000
    FOR UPDATE SKIP LOCKED`.execute(ctx.tx);
  return rows;
}

export async function stopMessages(ctx: Context, stops: { messageId: string; reason: string }[]): Promise<void> {
  await sql`
    UPDATE messaging.messages m
    SET ${endedAs("stopped", sql`given.reason`)}, lease_until = NULL
    FROM unnest(${stops.map((stop) => stop.messageId)}::uuid[], ${stops.map((stop) => stop.reason)}::text[])
      AS given (message_id, reason)
    WHERE m.org_id = ${ctx.orgId} AND m.message_id = given.message_id AND m.state IN ('queued', 'claimed')`.execute(
    ctx.tx,
  );
}

/** What was written to a person who is erased: the fact stays, the person goes. */
export async function eraseRecipient(ctx: Context, contactId: string): Promise<void> {
  await sql`
    UPDATE messaging.messages
    SET recipient_address = '', recipient_name = '', recipient_key = '', merge_values = '{}'::jsonb, basis = NULL,
      state = CASE WHEN state <> 'queued' THEN state WHEN is_repeat THEN 'uncertain' ELSE 'stopped' END,
      final_reason = CASE WHEN state = 'queued' AND NOT is_repeat THEN 'messaging.erased' ELSE final_reason END,
      final_at = CASE state WHEN 'queued' THEN platform.current_time() ELSE final_at END,
      -- Nobody is left to bring it to again.
      settle_after = NULL
    WHERE org_id = ${ctx.orgId} AND contact_id = ${contactId} AND state NOT IN ('claimed', 'handing-over')`.execute(
    ctx.tx,
  );
}

export async function countOnTheirWay(ctx: Context, contactId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND contact_id = ${contactId} AND state IN ('claimed', 'handing-over')`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}
