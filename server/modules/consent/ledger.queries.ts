import { sql } from "kysely";
import type { ConsentActor, ConsentSource, ConsentState, LedgerEvent } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";

export interface ChainHead {
  seq: number;
  hash: string;
}

/**
 * With the time at which it was locked; undefined before the first event. Who waits for a row that changes hands walks
 * through each of its versions afterwards; so they wait for a lock that is no row, and then find the newest one.
 */
export async function lockChainHead(ctx: Context): Promise<(ChainHead & { now: Date }) | undefined> {
  const [, { rows }] = await Promise.all([
    sql`SELECT pg_advisory_xact_lock(hashtextextended('consent.chain ' || ${ctx.orgId}, 0))`.execute(ctx.tx),
    sql<ChainHead & { now: Date }>`
      SELECT seq, hash, ${timeOfLedger} AS now FROM consent.chain_heads
      WHERE org_id = ${ctx.orgId}
      FOR UPDATE`.execute(ctx.tx),
  ]);
  return rows[0];
}

export async function insertChainHead(ctx: Context): Promise<void> {
  await sql`
    INSERT INTO consent.chain_heads (org_id) VALUES (${ctx.orgId}) ON CONFLICT (org_id) DO NOTHING`.execute(ctx.tx);
}

export async function findChainHead(ctx: Context): Promise<ChainHead | undefined> {
  const { rows } = await sql<ChainHead>`
    SELECT seq, hash FROM consent.chain_heads WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0];
}

/** The hashes at these places. */
export async function listChainPlaces(ctx: Context, seqs: number[]): Promise<ChainHead[]> {
  const { rows } = await sql<ChainHead>`
    SELECT seq, hash FROM consent.ledger
    WHERE org_id = ${ctx.orgId} AND seq = ANY(${seqs}::bigint[])
    ORDER BY seq LIMIT ${seqs.length}`.execute(ctx.tx);
  return rows;
}

const timeOfLedger = sql<Date>`date_trunc('milliseconds', platform.current_time())`;

/** The database's clock, in the milliseconds of the ledger. */
export async function readTime(ctx: Context): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`SELECT ${timeOfLedger} AS at`.execute(ctx.tx);
  return rows[0]?.at ?? new Date(Number.NaN);
}

export interface LedgerRow {
  seq: number;
  prevHash: string;
  hash: string;
  eventId: string;
  kind: LedgerEvent;
  subjectId: string;
  commitment: string | null;
  typeId: string | null;
  stateAfter: ConsentState | null;
  actor: ConsentActor;
  actorRef: string | null;
  source: ConsentSource;
  occurredAt: string;
  recordedAt: string;
  validUntil: string | null;
  language: string | null;
  wordingHash: string | null;
  evidenceCommitment: string | null;
  messageId: string | null;
}

/** In the order of the sequence: each row's trigger looks at the one before it. */
export async function insertLedgerRows(ctx: Context, rows: LedgerRow[]): Promise<void> {
  await sql`
    INSERT INTO consent.ledger
      (org_id, seq, prev_hash, hash, event_id, kind, subject_id, commitment, type_id, state_after, actor, actor_ref,
       source, occurred_at, recorded_at, valid_until, language, wording_hash, evidence_commitment, message_id)
    SELECT ${ctx.orgId}::uuid, e.seq, e."prevHash", e.hash, e."eventId", e.kind, e."subjectId", e.commitment, e."typeId",
           e."stateAfter", e.actor, e."actorRef", e.source, e."occurredAt", e."recordedAt", e."validUntil", e.language,
           e."wordingHash", e."evidenceCommitment", e."messageId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e
      (seq bigint, "prevHash" text, hash text, "eventId" uuid, kind text, "subjectId" uuid, commitment text,
       "typeId" uuid, "stateAfter" text, actor text, "actorRef" text, source text, "occurredAt" timestamptz,
       "recordedAt" timestamptz, "validUntil" timestamptz, language text, "wordingHash" text,
       "evidenceCommitment" text, "messageId" uuid)
    ORDER BY e.seq`.execute(ctx.tx);
}

export async function moveChainHead(ctx: Context, head: ChainHead): Promise<void> {
  await sql`
    UPDATE consent.chain_heads SET seq = ${head.seq}, hash = ${head.hash} WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
}

export interface EventDetailRow {
  eventId: string;
  actorName: string | null;
  wordingId: string | null;
  evidence: string | null;
  evidenceSalt: string | null;
}

export async function insertEventDetails(ctx: Context, rows: EventDetailRow[]): Promise<void> {
  await sql`
    INSERT INTO consent.event_details (org_id, event_id, actor_name, wording_id, evidence, evidence_salt)
    SELECT ${ctx.orgId}::uuid, d."eventId", d."actorName", d."wordingId", d.evidence, d."evidenceSalt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS d
      ("eventId" uuid, "actorName" text, "wordingId" uuid, evidence text, "evidenceSalt" text)`.execute(ctx.tx);
}

/** Who has the address at this moment stands for whoever gave the consent (D19). */
export async function insertGrantHolders(
  ctx: Context,
  grants: { eventId: string; addressId: string }[],
): Promise<void> {
  await sql`
    INSERT INTO consent.grant_holders (org_id, event_id, contact_id)
    SELECT DISTINCT book.org_id, g."eventId", book.contact_id
    FROM jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) AS g ("eventId" uuid, "addressId" uuid)
    JOIN contacts.address_book book ON book.org_id = ${ctx.orgId} AND book.address_id = g."addressId"`.execute(ctx.tx);
}

export async function deleteDetailsOf(ctx: Context, addressIds: string[]): Promise<void> {
  await sql`
    DELETE FROM consent.event_details details
    USING consent.ledger, consent.address_locks locks
    WHERE details.org_id = ${ctx.orgId} AND ledger.org_id = details.org_id AND ledger.event_id = details.event_id
      AND locks.org_id = ledger.org_id AND locks.subject_id = ledger.subject_id
      AND locks.address_id = ANY(${addressIds}::uuid[])`.execute(ctx.tx);
}
