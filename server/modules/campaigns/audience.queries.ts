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

/**
 * Parts of one whole, each a SELECT of recipient_id, contact_id, address_id, external_email, reason: one row for each contact
 * that the filter finds. Of several e-mails the first that may be written to counts; an address that several contacts share
 * is written to once. Apart they are counted where they are found; put together, each row passes through one process.
 */
export type Audience = RawBuilder<unknown>[];

export function audienceOf(ctx: Context, question: AudienceQuestion): Audience {
  return partsOf(ctx, question, aloneLinks(ctx, question));
}

/** All of `audienceOf` but those who have no e-mail. */
export function audienceWithEmail(ctx: Context, question: AudienceQuestion): Audience {
  return partsOf(ctx, question, emailLinks(ctx, question, sql`NOT b.entangled`));
}

export function isAboutEverybody({ filter }: AudienceQuestion): boolean {
  return Object.values(filter).every((asked) => (Array.isArray(asked) ? asked.length === 0 : (asked ?? null) === null));
}

function partsOf(ctx: Context, question: AudienceQuestion, aloneLinks: RawBuilder<unknown>): Audience {
  // Most contacts have one e-mail and share it with nobody: sorting is for the others alone.
  return [
    sql`
    SELECT contact_id AS recipient_id, contact_id, address_id, NULL::text AS external_email, reason
    FROM (${decideOn(question, aloneLinks)}) alone`,
    sql`
    SELECT contact_id AS recipient_id, contact_id, address_id, NULL::text AS external_email,
      CASE WHEN row_number() OVER (PARTITION BY address_id ORDER BY contact_id) > 1 THEN 'list.duplicate' ELSE reason END AS reason
    FROM (
      SELECT DISTINCT ON (contact_id) contact_id, address_id, reason
      FROM (${decideOn(question, emailLinks(ctx, question, sql`b.entangled`))}) decided
      ORDER BY contact_id, (reason IS NOT NULL), position) best`,
    ...externals(ctx, question.filter),
  ];
}

export function wholeOf(audience: Audience): RawBuilder<unknown> {
  return sql.join(audience, sql` UNION ALL `);
}

/** `links`: SELECT org_id, contact_id, address_id, position, valid. */
function decideOn(question: AudienceQuestion, links: RawBuilder<unknown>): RawBuilder<unknown> {
  const permission = permissionReasonSql({
    audience: "a",
    typeId: question.typeId,
    messageClass: question.kind === "mailing" ? "marketing" : "consent-request",
    declaredSenderId: question.declaredSenderId ?? null,
  });
  return sql`
    SELECT a.contact_id, a.address_id, a.position,
      CASE WHEN a.address_id IS NULL THEN 'list.no-address' WHEN NOT a.valid THEN 'list.invalid' ELSE ${permission.reason} END AS reason
    FROM (${links}) a ${permission.joins}
    WHERE ${consentCondition(question)} AND ${endCondition(question)}`;
}

function aloneLinks(ctx: Context, { filter }: AudienceQuestion): RawBuilder<unknown> {
  return sql`
    SELECT c.org_id, c.contact_id, b.address_id, b.position, b.valid
    FROM contacts.contact_directory c
    LEFT JOIN contacts.address_book b ON b.org_id = c.org_id AND b.contact_id = c.contact_id AND b.kind = 'email'
    WHERE c.org_id = ${ctx.orgId} AND b.entangled IS NOT TRUE AND ${all(contactConditions(filter))}`;
}

/** Whose they are is only joined where something is asked of them: what a contact has is never that of one who is gone. */
function emailLinks(ctx: Context, { filter }: AudienceQuestion, which: RawBuilder<unknown>): RawBuilder<unknown> {
  const conditions = contactConditions(filter);
  const holders = sql`
    JOIN contacts.contact_directory c ON c.org_id = b.org_id AND c.contact_id = b.contact_id`;
  return sql`
    SELECT b.org_id, b.contact_id, b.address_id, b.position, b.valid
    FROM contacts.address_book b ${conditions.length === 0 ? sql`` : holders}
    WHERE b.org_id = ${ctx.orgId} AND ${which} AND b.kind = 'email' AND ${all(conditions)}`;
}

/** X25: addresses of an imported list that belong to nobody here. They are shown, and never written to. */
function externals(ctx: Context, filter: AudienceFilter): RawBuilder<unknown>[] {
  const asksForConsents = filter.consent.length > 0 || (filter.consentEndsWithin ?? null) !== null || filter.askedBy;
  if (filter.importId === null || asksForConsents) return [];
  const rows = sql`
    SELECT md5(l.email)::uuid AS recipient_id, NULL::uuid AS contact_id, NULL::uuid AS address_id, l.email AS external_email,
      'consent.external' AS reason
    FROM contacts.list_members l
    WHERE l.org_id = ${ctx.orgId} AND l.import_id = ${filter.importId} AND l.external
    GROUP BY l.email`;
  return [rows];
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

function all(conditions: RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join([sql`true`, ...conditions], sql` AND `);
}

/** Of a contact `c`: those that are set must all hold. */
function contactConditions(filter: AudienceFilter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  if (filter.kinds.length > 0) conditions.push(sql`c.kind = ANY(${filter.kinds}::text[])`);
  if (filter.statuses.length > 0) conditions.push(sql`c.status = ANY(${filter.statuses}::text[])`);
  if (filter.tags.length > 0) conditions.push(sql`c.tags && ${filter.tags}::text[]`);
  if (filter.cities.length > 0)
    conditions.push(sql`upper(c.city) = ANY(${filter.cities.map((city) => city.toUpperCase())}::text[])`);
  if (filter.languages.length > 0) conditions.push(sql`c.language = ANY(${filter.languages}::text[])`);
  if (filter.importId !== null) conditions.push(isInList(filter.importId));
  if (filter.askedBy) conditions.push(wasAskedBy(filter.askedBy));
  if (filter.notWrittenSince !== null) conditions.push(isNotWrittenSince(filter.notWrittenSince));
  return conditions;
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
