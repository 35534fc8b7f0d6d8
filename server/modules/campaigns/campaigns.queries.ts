import { type RawBuilder, sql } from "kysely";
import type { AudienceFilter, CampaignKind } from "../../../contracts/campaigns.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import type { StoredState } from "./campaign-state.rules.ts";

export interface CampaignRow {
  campaignId: string;
  kind: CampaignKind;
  name: string;
  state: StoredState;
  typeId: string;
  senderId: string | null;
  language: Language;
  subject: string;
  html: string;
  filter: AudienceFilter;
  mailingId: string | null;
  reminderOf: string | null;
  contentVersionId: string | null;
  batchId: string | null;
  /** The last recipient who has a message, while others of the launch have none yet. */
  queuedUpTo: string | null;
  scheduledAt: Date | null;
  validatedAt: Date | null;
  validatedBy: string | null;
  launchedAt: Date | null;
  launchedBy: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const columns = sql`
  campaign_id AS "campaignId", kind, name, state, type_id AS "typeId", sender_id AS "senderId", language, subject, html, filter,
  mailing_id AS "mailingId", reminder_of AS "reminderOf", content_version_id AS "contentVersionId", batch_id AS "batchId", queued_up_to AS "queuedUpTo", scheduled_at AS "scheduledAt",
  validated_at AS "validatedAt", validated_by AS "validatedBy", launched_at AS "launchedAt", launched_by AS "launchedBy",
  version, created_at AS "createdAt", updated_at AS "updatedAt"`;

export async function findCampaign(ctx: Context, campaignId: string): Promise<CampaignRow | undefined> {
  const { rows } = await sql<CampaignRow>`
    SELECT ${columns} FROM campaigns.campaigns
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId}`.execute(ctx.tx);
  return rows[0];
}

export async function lockCampaign(ctx: Context, campaignId: string): Promise<CampaignRow | undefined> {
  const { rows } = await sql<CampaignRow>`
    SELECT ${columns} FROM campaigns.campaigns
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId} FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

export interface CampaignSearch {
  search: string | undefined;
  kind: CampaignKind | undefined;
  after: { createdAt: string; campaignId: string } | undefined;
  limit: number;
}

function matching(ctx: Context, search: CampaignSearch): RawBuilder<unknown> {
  const pattern = search.search ? `%${search.search.replace(/[\\%_]/g, "\\$&")}%` : null;
  return sql`org_id = ${ctx.orgId}
    AND (${pattern}::text IS NULL OR name ILIKE ${pattern} OR subject ILIKE ${pattern})
    AND (${search.kind ?? null}::text IS NULL OR kind = ${search.kind ?? null})`;
}

export async function listCampaignRows(ctx: Context, search: CampaignSearch): Promise<CampaignRow[]> {
  const { createdAt = null, campaignId = null } = search.after ?? {};
  const { rows } = await sql<CampaignRow>`
    SELECT ${columns} FROM campaigns.campaigns
    WHERE ${matching(ctx, search)}
      AND (${createdAt}::timestamptz IS NULL OR (created_at, campaign_id) < (${createdAt}::timestamptz, ${campaignId}::uuid))
    ORDER BY created_at DESC, campaign_id DESC
    LIMIT ${search.limit}`.execute(ctx.tx);
  return rows;
}

export async function countCampaigns(ctx: Context, search: CampaignSearch): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM campaigns.campaigns WHERE ${matching(ctx, search)}`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}

export type NewCampaign = Pick<
  CampaignRow,
  | "campaignId"
  | "kind"
  | "name"
  | "typeId"
  | "senderId"
  | "language"
  | "subject"
  | "html"
  | "filter"
  | "mailingId"
  | "reminderOf"
>;

export async function insertCampaign(ctx: Context, campaign: NewCampaign): Promise<void> {
  await sql`
    INSERT INTO campaigns.campaigns
      (org_id, campaign_id, kind, name, state, type_id, sender_id, language, subject, html, filter, mailing_id,
       reminder_of)
    VALUES (${ctx.orgId}, ${campaign.campaignId}, ${campaign.kind}, ${campaign.name}, 'draft', ${campaign.typeId},
      ${campaign.senderId}, ${campaign.language}, ${campaign.subject}, ${campaign.html},
      ${JSON.stringify(campaign.filter)}::jsonb, ${campaign.mailingId}, ${campaign.reminderOf})`.execute(ctx.tx);
}

export async function updateCampaignDraft(ctx: Context, campaign: NewCampaign & { state: StoredState }): Promise<void> {
  await sql`
    UPDATE campaigns.campaigns
    SET name = ${campaign.name}, type_id = ${campaign.typeId}, sender_id = ${campaign.senderId}, language = ${campaign.language},
      subject = ${campaign.subject}, html = ${campaign.html}, filter = ${JSON.stringify(campaign.filter)}::jsonb,
      state = ${campaign.state}, version = version + 1, updated_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaign.campaignId}`.execute(ctx.tx);
}

export async function deleteCampaign(ctx: Context, campaignId: string): Promise<void> {
  await sql`DELETE FROM campaigns.campaigns WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId}`.execute(
    ctx.tx,
  );
}

export async function markValidated(ctx: Context, campaignId: string, by: string): Promise<void> {
  await sql`
    UPDATE campaigns.campaigns
    SET state = 'validated', validated_at = platform.current_time(), validated_by = ${by},
      version = version + 1, updated_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId}`.execute(ctx.tx);
}

export async function markScheduled(ctx: Context, campaignId: string, scheduledAt: Date | null): Promise<void> {
  await sql`
    UPDATE campaigns.campaigns
    SET state = CASE WHEN ${scheduledAt}::timestamptz IS NULL THEN 'validated' ELSE 'scheduled' END,
      scheduled_at = ${scheduledAt}, version = version + 1, updated_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId}`.execute(ctx.tx);
}

export async function markOverdue(ctx: Context, campaignId: string): Promise<void> {
  await sql`
    UPDATE campaigns.campaigns SET state = 'overdue', version = version + 1, updated_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId}`.execute(ctx.tx);
}

export async function findReminder(ctx: Context, campaignId: string): Promise<string | null> {
  const { rows } = await sql<{ campaignId: string }>`
    SELECT campaign_id AS "campaignId" FROM campaigns.campaigns
    WHERE org_id = ${ctx.orgId} AND reminder_of = ${campaignId}`.execute(ctx.tx);
  return rows[0]?.campaignId ?? null;
}

/** The newest ones: people answer today as they did lately. */
export async function listLaunchedRequests(
  ctx: Context,
): Promise<{ campaignId: string; typeId: string; batchId: string }[]> {
  const { rows } = await sql<{ campaignId: string; typeId: string; batchId: string }>`
    SELECT campaign_id AS "campaignId", type_id AS "typeId", batch_id AS "batchId" FROM campaigns.campaigns
    WHERE org_id = ${ctx.orgId} AND kind = 'consent-request' AND batch_id IS NOT NULL
    ORDER BY launched_at DESC, campaign_id
    LIMIT 5`.execute(ctx.tx);
  return rows;
}

export interface Launch {
  campaignId: string;
  batchId: string;
  senderId: string;
  contentVersionId: string;
  by: string;
}

export async function markLaunched(ctx: Context, launch: Launch): Promise<void> {
  await sql`
    UPDATE campaigns.campaigns
    SET state = 'launched', batch_id = ${launch.batchId}, sender_id = ${launch.senderId},
      content_version_id = ${launch.contentVersionId}, launched_at = platform.current_time(), launched_by = ${launch.by},
      scheduled_at = NULL, version = version + 1, updated_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${launch.campaignId}`.execute(ctx.tx);
}

export async function setQueuedUpTo(ctx: Context, campaignId: string, queuedUpTo: string | null): Promise<void> {
  await sql`
    UPDATE campaigns.campaigns SET queued_up_to = ${queuedUpTo}
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId}`.execute(ctx.tx);
}

export async function findDatabaseTime(ctx: Context): Promise<Date> {
  const { rows } = await sql<{ time: Date }>`SELECT platform.current_time() AS time`.execute(ctx.tx);
  return rows[0]?.time ?? ctx.platform.clock.now();
}
