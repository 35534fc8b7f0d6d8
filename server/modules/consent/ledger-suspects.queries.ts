import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { planForMany } from "../../platform/database/plan-for-many.ts";
import { genesisHash, ledgerVersion } from "./ledger-record.rules.ts";

/**
 * The database hashes each event, and what lies beside it, where it lies. These statements only ever name too many: what they
 * find sound is what was hashed, and what they do not find sound is read and judged by the program.
 */

const column = (name: string) => sql.ref(`ledger.${name}`);
const optional = (value: RawBuilder<unknown>) => sql`coalesce('"' || ${value} || '"', 'null')`;
/** Between quotes. The microsecond keeps the zeros at the end of milliseconds; it is cut off with its digits. */
const moment = (name: string) => sql`
  left(to_json((${column(name)} AT TIME ZONE '0'::interval) + '1 microsecond'::interval)::text, 24) || 'Z"'`;

/**
 * `hashRecord` of the columns, where no value takes more than quotes around it. In the text of another one there is a
 * backslash, and only who did it may be called so: there they are left out, so that it is never found sound.
 */
const hashOfColumns = sql`encode(sha256(convert_to(${`placet-ledger-${ledgerVersion}\n`}::text || ledger.org_id || '\n' || ledger.seq || '\n' || ledger.prev_hash
  || '\n{"actor":"' || ledger.actor || '","actorRef":' || ${optional(sql`replace(${column("actor_ref")}, '\\', '')`)}
  || ',"commitment":' || ${optional(column("commitment"))} || ',"eventId":"' || ledger.event_id
  || '","evidence":' || ${optional(column("evidence_commitment"))} || ',"kind":"' || ledger.kind
  || '","language":' || ${optional(column("language"))} || ',"messageId":' || ${optional(column("message_id"))}
  || ',"occurredAt":' || ${moment("occurred_at")} || ',"recordedAt":' || ${moment("recorded_at")}
  || ',"source":"' || ledger.source || '","stateAfter":' || ${optional(column("state_after"))}
  || ',"subject":"' || ledger.subject_id || '","type":' || ${optional(column("type_id"))}
  || ',"v":1,"validUntil":' || coalesce(${moment("valid_until")}, 'null')
  || ',"wordingHash":' || ${optional(column("wording_hash"))} || '}', 'UTF8')), 'hex')`;

/** The last event up to which each follows on the one before it: none is missing, and each names the other's hash. */
export async function findLinkedUpTo(ctx: Context, lastSeq: number): Promise<number> {
  const query = sql<{ seq: number }>`
    SELECT coalesce(min(before_seq) FILTER (WHERE seq <> before_seq + 1 OR prev_hash <> before_hash), max(seq), 0) AS seq
    FROM (
      SELECT seq, prev_hash, lag(seq, 1, 0::bigint) OVER chain AS before_seq, lag(hash, 1, ${genesisHash}) OVER chain AS before_hash
      FROM consent.ledger
      WHERE org_id = ${ctx.orgId} AND seq <= ${lastSeq}
      WINDOW chain AS (ORDER BY seq)) linked`;
  const { rows } = await planForMany(ctx.tx, () => query.execute(ctx.tx));
  return rows[0]?.seq ?? 0;
}

/** The first event whose hash is not that of its columns, and the gaps that somebody has acknowledged. */
export async function findFirstRehashed(
  ctx: Context,
  lastSeq: number,
): Promise<{ seq: number | null; gapSeqs: number[] }> {
  const query = sql<{ seq: number | null; gapSeqs: number[] | null }>`
    SELECT min(seq) FILTER (WHERE hash IS DISTINCT FROM ${hashOfColumns}) AS seq,
      array_agg(seq::int) FILTER (WHERE kind = 'gap') AS "gapSeqs"
    FROM consent.ledger
    WHERE org_id = ${ctx.orgId} AND seq <= ${lastSeq}`;
  const { rows } = await planForMany(ctx.tx, () => query.execute(ctx.tx));
  return { seq: rows[0]?.seq ?? null, gapSeqs: rows[0]?.gapSeqs ?? [] };
}

export interface CommitmentRow {
  seq: number;
  commitment: string;
  salt: string;
  text: string;
}

/** What the ledger says stands for an address, and does not at first sight, with the address where somebody has it still. */
export function listDoubtfulCommitments(ctx: Context, lastSeq: number): AsyncGenerator<CommitmentRow[]> {
  const text = sql`book.kind || ':' || book.value`;
  // OFFSET 0: once for each address, and not for each of its events.
  return fetchAll<CommitmentRow>(
    ctx,
    sql`
    SELECT ledger.seq, ledger.commitment, used.salt, used.text
    FROM consent.ledger
    JOIN (
      SELECT locks.subject_id, locks.salt, ${text} AS text, ${hmacOf(sql`locks.salt`, text)} AS commitment
      FROM consent.address_locks locks
      JOIN contacts.address_book book ON book.org_id = ${ctx.orgId} AND book.address_id = locks.address_id
      WHERE locks.org_id = ${ctx.orgId} AND locks.salt IS NOT NULL
      OFFSET '0') used ON used.subject_id = ledger.subject_id
    WHERE ledger.org_id = ${ctx.orgId} AND ledger.seq <= ${lastSeq} AND ledger.commitment IS NOT NULL
      AND ledger.commitment IS DISTINCT FROM used.commitment`,
  );
}

export interface ProofRow {
  seq: number;
  commitment: string | null;
  evidence: string | null;
  salt: string | null;
  isOtherWording: boolean;
}

/** Of what lies beside the events: evidence of which it is not sure, and each wording that is not the one that was shown. */
export function listDoubtfulProofs(
  ctx: Context,
  lastSeq: number,
  wordings: ReadonlyMap<string, string>,
): AsyncGenerator<ProofRow[]> {
  const isOtherWording = sql`details.wording_id IS NOT NULL AND wording.hash IS DISTINCT FROM ledger.wording_hash`;
  const expected = hmacOf(sql`details.evidence_salt`, sql`details.evidence`);
  return fetchAll<ProofRow>(
    ctx,
    sql`
    SELECT ledger.seq, ledger.evidence_commitment AS commitment, details.evidence, details.evidence_salt AS salt,
      ${isOtherWording} AS "isOtherWording"
    FROM consent.event_details details
    JOIN consent.ledger ON ledger.org_id = ${ctx.orgId} AND ledger.event_id = details.event_id
    LEFT JOIN unnest(${[...wordings.keys()]}::uuid[], ${[...wordings.values()]}::text[]) AS wording (wording_id, hash)
      ON wording.wording_id = details.wording_id
    WHERE details.org_id = ${ctx.orgId} AND ledger.seq <= ${lastSeq}
      AND (${isOtherWording} OR details.evidence IS NOT NULL AND details.evidence_salt IS NOT NULL
        AND ledger.evidence_commitment IS DISTINCT FROM ${expected})`,
  );
}

/**
 * `commitTo` of a text that is spelled as it was hashed, under a salt of 32 bytes as the program makes them; else NULL.
 * RFC 2104 by what PostgreSQL has built in: bits can be crossed there, bytes cannot; before sent bits stands their number.
 */
function hmacOf(salt: RawBuilder<unknown>, text: RawBuilder<unknown>): RawBuilder<string | null> {
  const padded = (pad: "36" | "5c") => {
    const block = sql.lit(pad.repeat(32));
    return sql`substring(bit_send(('x' || ${salt})::bit(256) # ('x' || ${block})::bit(256)) FROM 5) || decode(${block}, 'hex')`;
  };
  return sql`CASE WHEN length(${salt}) = 64 AND ${salt} !~ '[^0-9a-f]' THEN
    encode(sha256(${padded("5c")} || sha256(${padded("36")} || convert_to(${text}, 'UTF8'))), 'hex') END`;
}

const cursor = sql`rows_to_verify`;

async function* fetchAll<Row>(ctx: Context, query: RawBuilder<Row>): AsyncGenerator<Row[]> {
  await planForMany(ctx.tx, () => sql`DECLARE ${cursor} NO SCROLL CURSOR FOR ${query}`.execute(ctx.tx));
  for (;;) {
    const { rows } = await sql<Row>`FETCH 5000 FROM ${cursor}`.execute(ctx.tx);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql`CLOSE ${cursor}`.execute(ctx.tx);
}
