import { type RawBuilder, sql } from "kysely";
import type { PermissionClass, RefusalReason } from "../../../contracts/consent.ts";
import type { GateRequest } from "../../../contracts/send-permit.ts";
import type { Context } from "../../platform/context.ts";
import { askLimitSql } from "./law/law.queries.ts";
import { type Condition, type FactName, type PermissionFacts, permissionRules } from "./permission.rules.ts";

export type FactExpressions = Record<FactName, RawBuilder<unknown>>;

/** The same table of rules as a CASE: the reason of the first broken rule, or NULL where the way is free. */
export function reasonCaseSql(facts: FactExpressions): RawBuilder<RefusalReason | null> {
  const branches = permissionRules.map(
    (rule) =>
      sql`WHEN ${sql.join(
        rule.when.map((condition) => conditionSql(condition, facts)),
        sql` AND `,
      )} THEN ${sql.lit(rule.reason)}`,
  );
  return sql<RefusalReason | null>`CASE ${sql.join(branches, sql` `)} END`;
}

const comparisons = { below: sql`<`, "at-least": sql`>=`, "at-most": sql`<=`, above: sql`>` };

function conditionSql(condition: Condition, facts: FactExpressions): RawBuilder<unknown> {
  const value = facts[condition.fact];
  if ("in" in condition) return sql`(${value}) IN (${sql.join(condition.in.map((one) => sql.lit(one)))})`;
  const limit = typeof condition.limit === "number" ? sql.lit(condition.limit) : sql`(${facts[condition.limit]})`;
  return sql`(${value}) ${comparisons[condition.is]} ${limit}`;
}

interface FactSources {
  /** Alias of a relation with org_id, address_id and contact_id (may be NULL). */
  audience: string;
  typeId: RawBuilder<unknown>;
  messageClass: RawBuilder<unknown>;
  basis: RawBuilder<unknown>;
  /** A few addresses, each looked up by itself; else the audience is long and joined as a whole. */
  isProbe: boolean;
  holder: RawBuilder<unknown>;
  /** `open` where the law is judged beside it, by the clock. */
  lawLimit: RawBuilder<unknown>;
}

/**
 * Every source has one row at most for its key. LIMIT 1 says so to the planner, which then looks each up by its index: it
 * plans fast, and never reads a whole organisation for one address because its statistics are old.
 */
function probeJoins(
  orgId: RawBuilder<unknown>,
  { typeId, addressId }: Record<"typeId" | "addressId", RawBuilder<unknown>>,
) {
  return sql`
    LEFT JOIN LATERAL (
      SELECT * FROM consent.settings WHERE settings.org_id = ${orgId} LIMIT 1) permission_settings ON true
    LEFT JOIN LATERAL (
      SELECT * FROM consent.types
      WHERE types.org_id = ${orgId} AND types.type_id = ${typeId} AND types.archived_at IS NULL
      LIMIT 1) permission_type ON true
    LEFT JOIN LATERAL (
      SELECT * FROM consent.current
      WHERE current.org_id = ${orgId} AND current.address_id = ${addressId} AND current.type_id = ${typeId}
      LIMIT 1) permission_current ON true
    LEFT JOIN LATERAL (
      SELECT * FROM consent.suppressed_addresses
      WHERE suppressed_addresses.org_id = ${orgId} AND suppressed_addresses.address_id = ${addressId}
      LIMIT 1) permission_block ON true`;
}

/** Whether the contact has the address still, asked for each. */
function probedHolder(audience: string) {
  const [orgId, addressId, contactId] = ["org_id", "address_id", "contact_id"].map((column) =>
    sql.ref(`${audience}.${column}`),
  );
  return {
    joins: sql`
    LEFT JOIN LATERAL (
      SELECT address_book.address_id FROM contacts.address_book
      WHERE address_book.org_id = ${orgId} AND address_book.contact_id = ${contactId}
        AND address_book.address_id = ${addressId}
      LIMIT 1) permission_book ON true
    LEFT JOIN LATERAL (
      SELECT contact_directory.registered FROM contacts.contact_directory
      WHERE contact_directory.org_id = ${orgId} AND contact_directory.contact_id = ${contactId}
      LIMIT 1) permission_holder ON true`,
    holder: sql`CASE
      WHEN ${contactId} IS NULL THEN CASE WHEN EXISTS (
        SELECT 1 FROM contacts.address_book book
        JOIN contacts.contact_directory directory
          ON directory.org_id = book.org_id AND directory.contact_id = book.contact_id
        WHERE book.org_id = ${orgId} AND book.address_id = ${addressId} AND directory.registered)
        THEN 'registered' ELSE 'external' END
      WHEN permission_book.address_id IS NULL THEN 'gone'
      WHEN permission_holder.registered THEN 'registered'
      ELSE 'external' END`,
  };
}

/** DISTINCT: PostgreSQL knows then that each comes once, and does not sort a million addresses to find the few among them. */
const suppressedHere = sql`(
      SELECT DISTINCT ON (address_id) address_id, is_dead FROM consent.suppressed_addresses
      WHERE org_id = platform.current_org())`;

/** Where every fact comes from, once for the gate and for the lists. */
function factsSql({ audience, typeId, messageClass, basis, isProbe, holder, lawLimit }: FactSources) {
  const orgId = sql.ref(`${audience}.org_id`);
  const addressId = sql.ref(`${audience}.address_id`);
  const joins = isProbe
    ? probeJoins(orgId, { typeId, addressId })
    : sql`
    LEFT JOIN consent.settings permission_settings ON permission_settings.org_id = ${orgId}
    LEFT JOIN consent.types permission_type
      ON permission_type.org_id = ${orgId} AND permission_type.type_id = ${typeId}
      AND permission_type.archived_at IS NULL
    LEFT JOIN consent.current permission_current
      ON permission_current.org_id = ${orgId} AND permission_current.address_id = ${addressId}
      AND permission_current.type_id = ${typeId}
    LEFT JOIN ${suppressedHere} permission_block ON permission_block.address_id = ${addressId}`;
  const facts: FactExpressions = {
    messageClass,
    basis,
    lawLimit,
    holder,
    suppression: sql`CASE
      WHEN permission_block.is_dead THEN 'dead'
      WHEN permission_block.address_id IS NOT NULL THEN 'blocked'
      ELSE 'none' END`,
    state: sql`coalesce(permission_current.state, 'not-asked')`,
    daysLeft: sql`coalesce(
      date_part('epoch', permission_current.valid_until - platform.current_time()) / 86400, 'infinity')`,
    daysSinceRequest: sql`coalesce(
      date_part('epoch', platform.current_time() - permission_current.last_requested_at) / 86400, 'infinity')`,
    requestsUnanswered: sql`coalesce(permission_current.requests_unanswered, 0)`,
    requestPauseDays: sql`coalesce(permission_settings.request_pause_days, 90)`,
    requestLimit: sql`coalesce(permission_settings.request_limit, 2)`,
    allowsMass: sql`coalesce(permission_type.allows_mass, false)`,
    allowsSingle: sql`coalesce(permission_type.allows_single, false)`,
    allowsContact: sql`coalesce(permission_type.allows_contact, false)`,
  };
  return { joins, facts };
}

/** A declaration counts only while the mailing-list switch is off and an administrator's word for this sender stands. */
function declarationSql(orgId: RawBuilder<unknown>, senderId: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`CASE WHEN NOT coalesce(permission_settings.is_mailing_list_checked, true) AND EXISTS (
      SELECT 1 FROM consent.declarations
      WHERE declarations.org_id = ${orgId} AND declarations.sender_id = ${senderId} AND declarations.revoked_at IS NULL)
    THEN 'declaration' ELSE 'none' END`;
}

export interface PermissionFragment {
  /** To stand after the audience in FROM. */
  joins: RawBuilder<unknown>;
  /** NULL: may be written to. */
  reason: RawBuilder<RefusalReason | null>;
}

/**
 * For lists: `SELECT …, ${p.reason} AS reason FROM audience AS a ${p.joins} WHERE …`. `audience` is the alias of a relation
 * with org_id, address_id and contact_id, of contacts that are registered and have the address now: asked again for each of
 * a million, that would double the time. The list informs; the gate decides again at hand-over.
 */
export function permissionReasonSql(input: {
  audience: string;
  typeId: string | null;
  messageClass: PermissionClass;
  /** A sender for which proof is declared to be kept elsewhere (D11). Never for the platform's sender. */
  declaredSenderId?: string | null;
}): PermissionFragment {
  const orgId = sql.ref(`${input.audience}.org_id`);
  const { joins, facts } = factsSql({
    audience: input.audience,
    typeId: sql`${input.typeId}::uuid`,
    messageClass: sql.lit(input.messageClass),
    basis: input.declaredSenderId ? declarationSql(orgId, sql`${input.declaredSenderId}::uuid`) : sql.lit("none"),
    isProbe: false,
    holder: sql.lit("registered"),
    // Hours hold a message back for a while and take nobody from a list.
    lawLimit: input.messageClass === "consent-request" ? askLimitSql(input.audience) : sql.lit("open"),
  });
  return { joins, reason: reasonCaseSql(facts) };
}

export interface DecisionRow extends PermissionFacts {
  position: number;
  /** The request's own, or the organisation's first type for that use. */
  typeId: string | null;
  grantEventId: string | null;
  validUntil: Date | null;
  /** As stored; null: the organisation is not prepared yet. */
  lawSettings: unknown;
}

export type DecisionRequest = Omit<GateRequest, "messageClass"> & { messageClass: PermissionClass };

/** The facts of each request, in one statement after the locks. */
export async function listDecisionRows(ctx: Context, requests: DecisionRequest[]): Promise<DecisionRow[]> {
  const holding = probedHolder("r");
  const { joins, facts } = factsSql({
    audience: "r",
    typeId: sql`r.type_id`,
    messageClass: sql`r.class`,
    basis: sql`CASE r.basis WHEN 'stated-reason' THEN 'stated-reason'
      WHEN 'own-sender-declaration' THEN ${declarationSql(sql`r.org_id`, sql`r.sender_id`)} ELSE 'none' END`,
    isProbe: true,
    holder: holding.holder,
    lawLimit: sql.lit("open"),
  });
  const columns = Object.entries(facts).map(([name, value]) => sql`${value} AS ${sql.ref(name)}`);
  const { rows } = await sql<DecisionRow>`
    SELECT r.position, r.type_id AS "typeId", permission_current.grant_event_id AS "grantEventId",
           permission_current.valid_until AS "validUntil",
           permission_settings.law AS "lawSettings", ${sql.join(columns)}
    FROM (
      SELECT ${ctx.orgId}::uuid AS org_id, (q.ordinality - 1)::int AS position, q.address_id, q.contact_id, q.class,
             q.basis, q.sender_id, coalesce(q.type_id, ${defaultTypeSql(sql`q.class`)}) AS type_id
      FROM unnest(
        ${requests.map((one) => one.addressId)}::uuid[], ${requests.map((one) => one.contactId)}::uuid[],
        ${requests.map((one) => one.typeId)}::uuid[], ${requests.map((one) => one.messageClass)}::text[],
        ${requests.map((one) => one.basis?.kind ?? null)}::text[], ${requests.map(declaredSenderOf)}::uuid[])
        WITH ORDINALITY AS q (address_id, contact_id, type_id, class, basis, sender_id, ordinality)
      WHERE ${ctx.orgId}::uuid = platform.current_org()
    ) AS r
    ${joins}${holding.joins}
    ORDER BY r.position
    LIMIT ${requests.length}`.execute(ctx.tx);
  return rows;
}

function declaredSenderOf({ basis }: DecisionRequest): string | null {
  return basis?.kind === "own-sender-declaration" ? basis.senderId : null;
}

/** Who names no type means the oldest one that allows the use. */
function defaultTypeSql(messageClass: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`CASE WHEN ${messageClass} IN ('personal', 'call') THEN (
      SELECT types.type_id FROM consent.types
      WHERE types.org_id = platform.current_org() AND types.archived_at IS NULL
        AND CASE ${messageClass} WHEN 'personal' THEN types.allows_single ELSE types.allows_contact END
      ORDER BY types.is_main, types.created_at, types.type_id
      LIMIT 1) END`;
}
