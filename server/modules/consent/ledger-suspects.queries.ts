import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { planForMany } from "../../platform/database/plan-for-many.ts";
import { genesisHash, ledgerVersion } from "./ledger-record.rules.ts";

/**
 * The database hashes each event where it lies, by what its columns say. These statements only ever name too many: an event
 * that they find sound is the one that was hashed, and the first that they do not find sound is read and judged by
 * `takeEvent`.
 */

const column = (name: string) => sql.ref(`ledger.${name}`);
const optional = (value: RawBuilder<unknown>) => sql`coalesce('"' || ${value} || '"', 'null')`;
/** Between quotes. The microsecond keeps the zeros at the end of milliseconds; it is cut off with its digits. */
const moment = (name: string) => sql`
  left(to_json((${column(name)} AT TIME ZONE '0'::interval) + '1 microsecond'::interval)::text, 24) || 'Z"'`;

/**
 * `hashRecord` of the columns, where no value takes more than quotes around it. In the text of another one there is a
 * backslash: they are left out here, so that it is never found sound.
 */
const hashOfColumns = sql`encode(sha256(convert_to(replace(
  ${`placet-ledger-${ledgerVersion}\n`}::text || ledger.org_id || '\n' || ledger.seq || '\n' || ledger.prev_hash
  || '\n{"actor":"' || ledger.actor || '","actorRef":' || ${optional(column("actor_ref"))}
  || ',"commitment":' || ${optional(column("commitment"))} || ',"eventId":"' || ledger.event_id
  || '","evidence":' || ${optional(column("evidence_commitment"))} || ',"kind":"' || ledger.kind
  || '","language":' || ${optional(column("language"))} || ',"messageId":' || ${optional(column("message_id"))}
  || ',"occurredAt":' || ${moment("occurred_at")} || ',"recordedAt":' || ${moment("recorded_at")}
  || ',"source":"' || ledger.source || '","stateAfter":' || ${optional(column("state_after"))}
  || ',"subject":"' || ledger.subject_id || '","type":' || ${optional(column("type_id"))}
  || ',"v":1,"validUntil":' || coalesce(${moment("valid_until")}, 'null')
  || ',"wordingHash":' || ${optional(column("wording_hash"))} || '}', '\\', ''), 'UTF8')), 'hex')`;

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
