import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { WrongRow } from "./invariants.rules.ts";
import { listWrong } from "./wrong-rows.queries.ts";

/** Every hand-over with its time, once: those that ended have attempts, the newest may still be on its way. */
export const handOvers = (ctx: Context): RawBuilder<unknown> => sql`
  SELECT a.org_id, a.message_id, min(a.handed_over_at) AS at FROM messaging.attempts a
  WHERE a.org_id = ${ctx.orgId} AND a.handed_over_at IS NOT NULL
  GROUP BY a.org_id, a.message_id, a.claim_token
  UNION ALL
  SELECT m.org_id, m.message_id, m.handed_over_at FROM messaging.messages m
  WHERE m.org_id = ${ctx.orgId} AND m.state = 'handing-over'`;

/**
 * Both times are taken under the address's lock, so that their order is the truth; but the ledger and the attempts keep
 * whole milliseconds.
 */
const tick = sql`interval '2 milliseconds'`;

/** Events that change what may be sent. A repeated request to somebody who accepted changes nothing. */
const changes = (ctx: Context): RawBuilder<unknown> => sql`
  SELECT e.org_id, e.event_id, e.address_id, e.type_id, e.kind, e.state_after, e.recorded_at, e.valid_until,
    lead(e.recorded_at) OVER (PARTITION BY e.address_id, e.type_id ORDER BY e.seq) AS replaced_at
  FROM consent.ledger_events e
  WHERE e.org_id = ${ctx.orgId} AND e.state_after IS NOT NULL
    AND NOT (e.kind = 'requested' AND e.state_after = 'accepted')`;

/** INV-4. */
export function listUngroundedHandOvers(ctx: Context): Promise<WrongRow[]> {
  return listWrong(
    ctx,
    sql`
    SELECT
      CASE WHEN e.event_id IS NULL OR e.kind NOT IN ('granted', 'extended') THEN 'without-a-consent'
        WHEN e.address_id <> m.address_id OR e.type_id <> m.type_id THEN 'consent-of-another'
        ELSE 'consent-not-in-force' END,
      m.message_id
    FROM messaging.messages m
    LEFT JOIN (${changes(ctx)}) e ON e.org_id = m.org_id AND e.event_id = m.consent_event_id
    WHERE m.org_id = ${ctx.orgId} AND m.ground = 'consent' AND m.handed_over_at IS NOT NULL
      AND (e.event_id IS NULL OR e.kind NOT IN ('granted', 'extended') OR e.address_id <> m.address_id
        OR e.type_id <> m.type_id OR e.recorded_at > m.handed_over_at OR e.valid_until <= m.handed_over_at
        OR e.replaced_at < m.handed_over_at - ${tick})`,
  );
}

/** INV-5. */
export function listHandOversAfterNo(ctx: Context): Promise<WrongRow[]> {
  return listWrong(
    ctx,
    sql`
    SELECT DISTINCT 'after-' || e.state_after, m.message_id
    FROM (${changes(ctx)}) e
    JOIN messaging.messages m ON m.org_id = e.org_id AND m.address_id = e.address_id AND m.type_id = e.type_id
    JOIN (${handOvers(ctx)}) h ON h.org_id = m.org_id AND h.message_id = m.message_id
    WHERE e.org_id = ${ctx.orgId} AND e.state_after IN ('withdrawn', 'refused')
      AND m.message_class IN ('marketing', 'personal', 'consent-request')
      AND h.at > e.recorded_at + ${tick} AND (e.replaced_at IS NULL OR h.at < e.replaced_at - ${tick})
    UNION ALL
    SELECT DISTINCT 'after-a-block', m.message_id
    FROM consent.suppression_times s
    JOIN messaging.messages m ON m.org_id = s.org_id AND m.address_id = s.address_id
    JOIN (${handOvers(ctx)}) h ON h.org_id = m.org_id AND h.message_id = m.message_id
    WHERE s.org_id = ${ctx.orgId} AND (s.kind = 'hard-bounce' OR m.message_class NOT IN ('security', 'reply'))
      AND h.at > s.started_at + ${tick} AND (s.ended_at IS NULL OR h.at < s.ended_at - ${tick})`,
  );
}

/** INV-7: also finds states that the ledger has and the table has not. Erased addresses keep theirs. */
export function listWrongStates(ctx: Context): Promise<WrongRow[]> {
  return listWrong(
    ctx,
    sql`
    SELECT 'differs-from-ledger', coalesce(e.event_id, c.event_id)
    FROM (
      SELECT DISTINCT ON (l.address_id, l.type_id) l.org_id, l.address_id, l.type_id, l.event_id, l.state_after, l.valid_until
      FROM consent.ledger_events l
      WHERE l.org_id = ${ctx.orgId} AND l.state_after IS NOT NULL
      ORDER BY l.address_id, l.type_id, l.seq DESC) e
    FULL JOIN (SELECT * FROM consent.current_states WHERE current_states.org_id = ${ctx.orgId}) c
      ON c.org_id = e.org_id AND c.address_id = e.address_id AND c.type_id = e.type_id
    WHERE (e.event_id, e.state_after, e.valid_until) IS DISTINCT FROM (c.event_id, c.state, c.valid_until)`,
  );
}

/**
 * INV-9, counted from the history and not from the limiter's own table. A limit holds for hand-overs from five seconds
 * after it was set: what was under way then could not know it.
 */
export function listPassedLimits(ctx: Context): Promise<WrongRow[]> {
  return listWrong(
    ctx,
    sql`
    SELECT 'limit-passed', counted.message_id
    FROM (
      SELECT h.message_id, h.at, s.limit_hours, s.limit_changed_at,
        lag(h.at, s.limit_count) OVER (PARTITION BY m.sender_id ORDER BY h.at) AS earlier
      FROM senders.sender_limits s
      JOIN messaging.messages m ON m.org_id = s.org_id AND m.sender_id = s.sender_id
      JOIN (${handOvers(ctx)}) h ON h.org_id = m.org_id AND h.message_id = m.message_id
      WHERE s.org_id = ${ctx.orgId} AND s.limit_count IS NOT NULL) counted
    WHERE counted.earlier > counted.at - make_interval(hours => counted.limit_hours)
      AND counted.at > counted.limit_changed_at + interval '5 seconds'`,
  );
}
