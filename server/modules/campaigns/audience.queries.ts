import { type RawBuilder, sql } from "kysely";
import type { AudienceFilter, CampaignKind } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { permissionReasonSql } from "../consent/index.ts";

export interface AudienceQuestion {
  kind: CampaignKind;
  typeId: string;
  filter: AudienceFilter;
  /** Only one for which proof is declared to be kept elsewhere (D11). */
  declaredSenderId?: string | null;
}

/** Up to so many are looked up one by one. */
const mostLookedUp = 50_000;

/**
 * SELECT recipient_id, contact_id, address_id, external_email, reason: one row for each contact that the filter finds. Of
 * several e-mails the first that may be written to counts; an address that several contacts share is written to once.
 */
export async function findAudience(ctx: Context, question: AudienceQuestion): Promise<RawBuilder<unknown>> {
  // Most contacts have one e-mail and share it with nobody: sorting is for the others alone.
  return sql`
    WITH best AS (
      SELECT DISTINCT ON (contact_id) contact_id, address_id, reason
      FROM (${decideOn(question, await findEntangled(ctx, question))}) decided
      ORDER BY contact_id, (reason IS NOT NULL), position
    ), numbered AS (
      SELECT contact_id, address_id, reason, row_number() OVER (PARTITION BY address_id ORDER BY contact_id) AS turn FROM best
    )
    SELECT contact_id AS recipient_id, contact_id, address_id, NULL::text AS external_email, reason
    FROM (${decideOn(question, { rows: linksOfContacts(ctx, question, sql`b.entangled IS NOT TRUE`), isShort: false })}) alone
    UNION ALL
    SELECT contact_id, contact_id, address_id, NULL::text, CASE WHEN turn > 1 THEN 'list.duplicate' ELSE reason END
    FROM numbered
    ${externals(ctx, question.filter)}`;
}

interface Links {
  /** SELECT org_id, contact_id, address_id, position, valid. */
  rows: RawBuilder<unknown>;
  isShort: boolean;
}

function decideOn(question: AudienceQuestion, { rows, isShort }: Links): RawBuilder<unknown> {
  const permission = permissionReasonSql({
    audience: "a",
    typeId: question.typeId,
    messageClass: question.kind === "mailing" ? "marketing" : "consent-request",
    declaredSenderId: question.declaredSenderId ?? null,
    isShort,
  });
  return sql`
    SELECT a.contact_id, a.address_id, a.position,
      CASE WHEN a.address_id IS NULL THEN 'list.no-address' WHEN NOT a.valid THEN 'list.invalid' ELSE ${permission.reason} END AS reason
    FROM (${rows}) a ${permission.joins}
    WHERE ${consentCondition(question)} AND ${endCondition(question)}`;
}

function linksOfContacts(ctx: Context, { filter }: AudienceQuestion, links: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    SELECT c.org_id, c.contact_id, b.address_id, b.position, b.valid
    FROM contacts.contact_directory c
    LEFT JOIN contacts.address_book b ON b.org_id = c.org_id AND b.contact_id = c.contact_id AND b.kind = 'email'
    WHERE c.org_id = ${ctx.orgId} AND ${links} AND ${contactConditions(filter)}`;
}

async function findEntangled(ctx: Context, question: AudienceQuestion): Promise<Links> {
  const isShort = (await countEntangled(ctx)) <= mostLookedUp;
  if (!isShort) return { rows: linksOfContacts(ctx, question, sql`b.entangled`), isShort };
  const rows = sql`
    SELECT c.org_id, c.contact_id, b.address_id, b.position, b.valid
    FROM contacts.address_book b
    CROSS JOIN LATERAL (
      SELECT * FROM contacts.contact_directory
      WHERE contact_directory.org_id = b.org_id AND contact_directory.contact_id = b.contact_id
      LIMIT 1) c
    WHERE b.org_id = ${ctx.orgId} AND b.entangled AND b.kind = 'email' AND ${contactConditions(question.filter)}`;
  return { rows, isShort };
}

/** Counts no further than it must. */
async function countEntangled(ctx: Context): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM (
      SELECT 1 FROM contacts.address_book
      WHERE org_id = ${ctx.orgId} AND entangled
      LIMIT ${mostLookedUp + 1}) found`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}

/** X25: addresses of an imported list that belong to nobody here. They are shown, and never written to. */
function externals(ctx: Context, filter: AudienceFilter): RawBuilder<unknown> {
  const asksForConsents = filter.consent.length > 0 || (filter.consentEndsWithin ?? null) !== null || filter.askedBy;
  if (filter.importId === null || asksForConsents) return sql``;
  return sql`
    UNION ALL
    SELECT md5(l.email)::uuid, NULL::uuid, NULL::uuid, l.email, 'consent.external'
    FROM contacts.list_members l
    WHERE l.org_id = ${ctx.orgId} AND l.import_id = ${filter.importId} AND l.external
    GROUP BY l.email`;
}

type ConsentGroup = AudienceFilter["consent"][number];

const isOver = sql`(s.valid_until IS NOT NULL AND s.valid_until <= platform.current_time())`;

const statesByGroup: Record<ConsentGroup, RawBuilder<unknown>> = {
  accepted: sql`(s.state = 'accepted' AND NOT ${isOver})`,
  expired: sql`(s.state = 'accepted' AND ${isOver})`,
  pending: sql`s.state = 'pending'`,
  refused: sql`s.state IN ('refused', 'withdrawn')`,
  "not-asked": sql`s.state = 'not-asked'`,
};

/** What the address says about the campaign's type. Who has no row was not asked. */
function consentCondition({ filter, typeId }: AudienceQuestion): RawBuilder<unknown> {
  if (filter.consent.length === 0) return sql`true`;
  const states = sql.join(
    filter.consent.map((group) => statesByGroup[group]),
    sql` OR `,
  );
  const own = sql`FROM consent.current_states s WHERE s.org_id = a.org_id AND s.address_id = a.address_id AND s.type_id = ${typeId}`;
  const hasMatching = sql`EXISTS (SELECT 1 ${own} AND (${states}))`;
  if (!filter.consent.includes("not-asked")) return hasMatching;
  return sql`(${hasMatching} OR NOT EXISTS (SELECT 1 ${own}))`;
}

/** Filters kept from before these questions have no answer to them. */
function endCondition({ filter, typeId }: AudienceQuestion): RawBuilder<unknown> {
  const days = filter.consentEndsWithin ?? null;
  if (days === null) return sql`true`;
  return sql`EXISTS (
    SELECT 1 FROM consent.current_states s
    WHERE s.org_id = a.org_id AND s.address_id = a.address_id AND s.type_id = ${typeId} AND s.state = 'accepted'
      AND s.valid_until <= platform.current_time() + make_interval(days => ${days}::int))`;
}

function wasAskedBy(campaignId: string): RawBuilder<unknown> {
  return sql`EXISTS (
    SELECT 1 FROM campaigns.recipients r
    WHERE r.org_id = c.org_id AND r.campaign_id = ${campaignId} AND r.recipient_id = c.contact_id AND r.reason IS NULL)`;
}

/** Those that are set must all hold. */
function contactConditions(filter: AudienceFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (filter.kinds.length > 0) conditions.push(sql`c.kind = ANY(${filter.kinds}::text[])`);
  if (filter.statuses.length > 0) conditions.push(sql`c.status = ANY(${filter.statuses}::text[])`);
  if (filter.tags.length > 0) conditions.push(sql`c.tags && ${filter.tags}::text[]`);
  if (filter.cities.length > 0)
    conditions.push(sql`upper(c.city) = ANY(${filter.cities.map((city) => city.toUpperCase())}::text[])`);
  if (filter.languages.length > 0) conditions.push(sql`c.language = ANY(${filter.languages}::text[])`);
  if (filter.importId !== null) conditions.push(isInList(filter.importId));
  if (filter.askedBy) conditions.push(wasAskedBy(filter.askedBy));
  if (filter.notWrittenSince !== null) conditions.push(isNotWrittenSince(filter.notWrittenSince));
  return sql.join(conditions, sql` AND `);
}

function isInList(importId: string): RawBuilder<unknown> {
  return sql`EXISTS (
    SELECT 1 FROM contacts.list_members l
    WHERE l.org_id = c.org_id AND l.import_id = ${importId} AND l.contact_id = c.contact_id)`;
}

function isNotWrittenSince(day: string): RawBuilder<unknown> {
  return sql`NOT EXISTS (
    SELECT 1 FROM messaging.last_contacts l
    WHERE l.org_id = c.org_id AND l.contact_id = c.contact_id AND l.last_accepted_at >= ${day}::date)`;
}
