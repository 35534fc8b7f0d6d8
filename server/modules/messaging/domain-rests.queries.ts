import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";

export interface DomainKey {
  senderId: string;
  domain: string;
}

/** Answers how many there are in a row now. */
export async function addDomainRefusals(
  ctx: Context,
  added: DomainKey & { count: number; replyText: string },
): Promise<number> {
  const { rows } = await sql<{ refusals: number }>`
    INSERT INTO messaging.domain_rests AS known (org_id, sender_id, domain, refusals, reply_text)
    VALUES (${ctx.orgId}, ${added.senderId}, ${added.domain}, ${added.count}, ${added.replyText})
    ON CONFLICT (org_id, sender_id, domain) DO UPDATE SET
      refusals = excluded.refusals + CASE
        WHEN greatest(known.refused_at, known.slowed_until) > platform.current_time() - interval '1 hour' THEN known.refusals
        ELSE 0 END,
      reply_text = excluded.reply_text, refused_at = platform.current_time()
    RETURNING refusals`.execute(ctx.tx);
  return rows[0]?.refusals ?? 0;
}

/** False while it is slowed already: refusals of what was on its way count once. */
export async function slowDomain(ctx: Context, key: DomainKey & { seconds: number }): Promise<boolean> {
  const { rows } = await sql`
    UPDATE messaging.domain_rests SET slowed_until = platform.current_time() + make_interval(secs => ${key.seconds}::int)
    WHERE org_id = ${ctx.orgId} AND sender_id = ${key.senderId} AND domain = ${key.domain}
      AND (slowed_until IS NULL OR slowed_until <= platform.current_time())
    RETURNING 1`.execute(ctx.tx);
  return rows.length > 0;
}

/**
 * What waits for the domain waits longer: one message tries first, the others come after it, spread over ten minutes.
 * Answers how many were moved; called again while there are more than fit into one statement.
 */
export async function postponeToDomain(ctx: Context, key: DomainKey & { limit: number }): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE messaging.messages m
    SET not_before = d.slowed_until
      + CASE late.number WHEN 1 THEN interval '0 seconds' ELSE interval '30 seconds' + random() * interval '10 minutes' END
    FROM messaging.domain_rests d, (
      SELECT message_id, row_number() OVER (ORDER BY not_before, message_id) AS number FROM (
        SELECT q.message_id, q.not_before FROM messaging.messages q
        JOIN messaging.domain_rests r ON r.org_id = q.org_id AND r.sender_id = q.sender_id AND r.domain = ${key.domain}
        WHERE q.org_id = ${ctx.orgId} AND q.sender_id = ${key.senderId} AND q.stage = 'open' AND q.state = 'queued'
          AND q.lane <> 'security' AND q.not_before < r.slowed_until
          AND lower(right(q.recipient_address, ${key.domain.length + 1}::int)) = '@' || ${key.domain}::text
        ORDER BY q.not_before, q.message_id
        LIMIT ${key.limit}
        FOR UPDATE OF q SKIP LOCKED) waiting) late
    WHERE d.org_id = ${ctx.orgId} AND d.sender_id = ${key.senderId} AND d.domain = ${key.domain}
      AND m.org_id = d.org_id AND m.message_id = late.message_id`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}

export interface SlowedDomainRow {
  senderId: string;
  domain: string;
  slowedUntil: Date;
  replyText: string;
}

export async function listSlowedDomains(ctx: Context): Promise<SlowedDomainRow[]> {
  const { rows } = await sql<SlowedDomainRow>`
    SELECT sender_id AS "senderId", domain, slowed_until AS "slowedUntil", reply_text AS "replyText"
    FROM messaging.domain_rests
    WHERE org_id = ${ctx.orgId} AND slowed_until > platform.current_time()
    ORDER BY sender_id, domain
    LIMIT 1000`.execute(ctx.tx);
  return rows;
}

/** Somebody put the sender right: what is known about it counts no more. */
export async function forgetDomainRests(ctx: Context, senderId: string): Promise<void> {
  await sql`
    DELETE FROM messaging.domain_rests WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
}
