import { sql } from "kysely";
import type { PermitGround, RefusalReason } from "../../../../contracts/consent.ts";
import type { CallAnswer, CallListQuery, CallOutcome, CallPurpose } from "../../../../contracts/consent-calls.ts";
import type { LawCause } from "../../../../contracts/consent-law.ts";
import type { Context } from "../../../platform/context.ts";
import type { MomentCursor } from "../../../platform/cursors.ts";
import { countryCodeSql } from "../law/law.queries.ts";

export interface Callee {
  addressId: string;
  contactId: string;
  displayName: string;
  number: string;
  country: string;
  relation: "client" | "prospect" | "none";
  isBusiness: boolean;
  /** Commercial calls of the last 30 days before this hour. Several looks within an hour are one. */
  attempts: number;
}

/** Who has this number: the named contact, else the one who has had it longest. */
export async function findCallee(
  ctx: Context,
  wanted: { number: string | null; addressId: string | null; contactId: string | null },
): Promise<Callee | undefined> {
  const key =
    wanted.number === null ? sql`book.address_id = ${wanted.addressId}::uuid` : sql`book.value = ${wanted.number}`;
  const { rows } = await sql<Callee>`
    SELECT book.address_id AS "addressId", book.contact_id AS "contactId", directory.display_name AS "displayName",
           book.value AS number, ${countryCodeSql("standing.country")} AS country, standing.relation, standing.is_business AS "isBusiness", (
             SELECT count(DISTINCT date_trunc('hour', checks.asked_at)) FROM consent.call_checks checks
             WHERE checks.org_id = ${ctx.orgId} AND checks.address_id = book.address_id
               AND checks.asked_at > platform.current_time() - interval '30 days'
               AND checks.asked_at < date_trunc('hour', platform.current_time())
               AND checks.answer = 'allowed' AND checks.purpose = 'commercial') AS attempts
    FROM contacts.address_book book
    JOIN contacts.contact_directory directory
      ON directory.org_id = book.org_id AND directory.contact_id = book.contact_id
    JOIN contacts.contact_standing standing
      ON standing.org_id = book.org_id AND standing.contact_id = book.contact_id
    WHERE book.org_id = ${ctx.orgId} AND book.kind = 'phone' AND ${key}
    ORDER BY book.contact_id IS DISTINCT FROM ${wanted.contactId}::uuid, book.added_at, book.contact_id
    LIMIT 1`.execute(ctx.tx);
  return rows[0];
}

export interface NewCallCheck {
  callCheckId: string;
  addressId: string | null;
  contactId: string | null;
  maskedNumber: string;
  purpose: CallPurpose;
  typeId: string | null;
  answer: CallAnswer;
  refusal: RefusalReason | null;
  ground: PermitGround | null;
  lawCause: LawCause | null;
  holdsUntil: Date | null;
  reasonId: string | null;
  reasonText: string | null;
  ledgerEventId: string | null;
  askedByKind: "user" | "api-key";
  askedById: string;
  askedByName: string;
  operatorName: string | null;
}

interface CallTimes {
  askedAt: Date;
  /** Until when a reason may be stated for it. */
  openUntil: Date;
}

export async function insertCallCheck(ctx: Context, check: NewCallCheck): Promise<CallTimes> {
  const { rows } = await sql<CallTimes>`
    INSERT INTO consent.call_checks
      (org_id, call_check_id, address_id, contact_id, masked_number, purpose, type_id, answer, refusal, ground, law_cause,
       holds_until, reason_id, reason_text, ledger_event_id, asked_by_kind, asked_by_id, asked_by_name, operator_name)
    VALUES (${ctx.orgId}, ${check.callCheckId}, ${check.addressId}, ${check.contactId}, ${check.maskedNumber},
       ${check.purpose}, ${check.typeId}, ${check.answer}, ${check.refusal}, ${check.ground}, ${check.lawCause},
       ${check.holdsUntil}, ${check.reasonId}, ${check.reasonText}, ${check.ledgerEventId}, ${check.askedByKind},
       ${check.askedById}, ${check.askedByName}, ${check.operatorName})
    RETURNING asked_at AS "askedAt", asked_at + interval '15 minutes' AS "openUntil"`.execute(ctx.tx);
  if (!rows[0]) throw new Error("the check was not written");
  return rows[0];
}

/** After a reason was stated. */
export async function updateCallAnswer(
  ctx: Context,
  check: Pick<
    NewCallCheck,
    | "callCheckId"
    | "answer"
    | "refusal"
    | "ground"
    | "lawCause"
    | "holdsUntil"
    | "reasonId"
    | "reasonText"
    | "ledgerEventId"
  >,
): Promise<void> {
  await sql`
    UPDATE consent.call_checks SET
      answer = ${check.answer}, refusal = ${check.refusal}, ground = ${check.ground}, law_cause = ${check.lawCause},
      holds_until = ${check.holdsUntil}, reason_id = ${check.reasonId}, reason_text = ${check.reasonText},
      ledger_event_id = ${check.ledgerEventId}
    WHERE org_id = ${ctx.orgId} AND call_check_id = ${check.callCheckId}`.execute(ctx.tx);
}

export async function updateCallOutcome(
  ctx: Context,
  ended: { callCheckId: string; outcome: CallOutcome; note: string | null },
): Promise<void> {
  await sql`
    UPDATE consent.call_checks
    SET outcome = ${ended.outcome}, outcome_note = ${ended.note}, outcome_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND call_check_id = ${ended.callCheckId}`.execute(ctx.tx);
}

export interface CallCheckRow extends Omit<NewCallCheck, "askedByKind" | "askedById"> {
  number: string | null;
  displayName: string | null;
  outcome: CallOutcome | null;
  outcomeNote: string | null;
  askedAt: Date;
  isOpen: boolean;
  openUntil: Date;
}

const columns = sql`
  checks.call_check_id AS "callCheckId", checks.address_id AS "addressId", checks.contact_id AS "contactId",
  checks.masked_number AS "maskedNumber", checks.purpose, checks.type_id AS "typeId", checks.answer, checks.refusal,
  checks.ground, checks.law_cause AS "lawCause", checks.holds_until AS "holdsUntil", checks.reason_id AS "reasonId",
  checks.reason_text AS "reasonText", checks.ledger_event_id AS "ledgerEventId",
  checks.asked_by_name AS "askedByName", checks.operator_name AS "operatorName", checks.outcome,
  checks.outcome_note AS "outcomeNote", checks.asked_at AS "askedAt",
  checks.asked_at + interval '15 minutes' AS "openUntil",
  checks.asked_at + interval '15 minutes' > platform.current_time() AS "isOpen",
  book.value AS number, directory.display_name AS "displayName"`;

const joins = sql`
  LEFT JOIN contacts.address_book book
    ON book.org_id = checks.org_id AND book.address_id = checks.address_id AND book.contact_id = checks.contact_id
  LEFT JOIN contacts.contact_directory directory
    ON directory.org_id = checks.org_id AND directory.contact_id = checks.contact_id`;

export async function lockCallCheck(ctx: Context, callCheckId: string): Promise<CallCheckRow | undefined> {
  const { rows } = await sql<CallCheckRow>`
    SELECT ${columns} FROM consent.call_checks checks ${joins}
    WHERE checks.org_id = ${ctx.orgId} AND checks.call_check_id = ${callCheckId}
    FOR UPDATE OF checks`.execute(ctx.tx);
  return rows[0];
}

export type SameQuestion = Pick<
  NewCallCheck,
  "addressId" | "contactId" | "maskedNumber" | "purpose" | "typeId" | "askedByKind" | "askedById" | "operatorName"
>;

/** The same question of the same person, while it may still get its reason and nothing has come of it. */
export async function findOpenCheck(ctx: Context, question: SameQuestion): Promise<CallCheckRow | undefined> {
  const { addressId, contactId, maskedNumber, typeId } = question;
  const callee =
    addressId === null
      ? sql`checks.address_id IS NULL AND checks.masked_number = ${maskedNumber}`
      : sql`checks.address_id = ${addressId} AND checks.contact_id = ${contactId}`;
  const { rows } = await sql<CallCheckRow>`
    SELECT ${columns} FROM consent.call_checks checks ${joins}
    WHERE checks.org_id = ${ctx.orgId} AND ${callee} AND checks.purpose = ${question.purpose}
      AND checks.asked_at > platform.current_time() - interval '15 minutes' AND checks.outcome IS NULL
      AND (${typeId}::uuid IS NULL OR checks.type_id = ${typeId}::uuid)
      AND checks.asked_by_kind = ${question.askedByKind} AND checks.asked_by_id = ${question.askedById}
      AND checks.operator_name IS NOT DISTINCT FROM ${question.operatorName}::text
    ORDER BY checks.asked_at DESC, checks.call_check_id DESC
    LIMIT 1`.execute(ctx.tx);
  return rows[0];
}

function matching(ctx: Context, query: Omit<CallListQuery, "limit" | "cursor">) {
  return sql`checks.org_id = ${ctx.orgId}
    AND (${query.contactId ?? null}::uuid IS NULL OR checks.contact_id = ${query.contactId ?? null}::uuid)
    AND (${query.addressId ?? null}::uuid IS NULL OR checks.address_id = ${query.addressId ?? null}::uuid)
    AND (${query.answer ?? null}::text IS NULL OR checks.answer = ${query.answer ?? null}::text)
    AND (${query.outcome ?? null}::text IS NULL OR checks.outcome = ${query.outcome ?? null}::text)`;
}

/** Newest first. `before` is the time and id of the last row of the page before. */
export async function listCallCheckRows(
  ctx: Context,
  query: CallListQuery & { before: MomentCursor | null },
): Promise<CallCheckRow[]> {
  const { before } = query;
  const { rows } = await sql<CallCheckRow>`
    SELECT ${columns} FROM consent.call_checks checks ${joins}
    WHERE ${matching(ctx, query)}
      AND (${before?.at ?? null}::timestamptz IS NULL
        OR (checks.asked_at, checks.call_check_id)
          < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    ORDER BY checks.asked_at DESC, checks.call_check_id DESC
    LIMIT ${query.limit}`.execute(ctx.tx);
  return rows;
}

export async function countCallChecks(ctx: Context, query: CallListQuery): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM consent.call_checks checks WHERE ${matching(ctx, query)}`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}

/** What names or describes the person goes with the contact; that somebody asked, and the answer, stays. */
export async function forgetCalls(ctx: Context, contactIds: string[]): Promise<void> {
  await sql`
    UPDATE consent.call_checks SET reason_text = NULL, outcome_note = NULL, masked_number = ''
    WHERE org_id = ${ctx.orgId} AND contact_id = ANY(${contactIds}::uuid[])`.execute(ctx.tx);
}
