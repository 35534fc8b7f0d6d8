import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export interface LinkRow {
  linkId: string;
  batchId: string;
  position: number;
  url: string;
}

export async function insertLinks(ctx: Context, links: LinkRow[]): Promise<void> {
  await sql`
    INSERT INTO messaging.tracked_links (org_id, link_id, batch_id, position, url)
    SELECT ${ctx.orgId}::uuid, l."linkId", l."batchId", l.position, l.url
    FROM jsonb_to_recordset(${JSON.stringify(links)}::jsonb) AS l ("linkId" uuid, "batchId" uuid, position integer, url text)`.execute(
    ctx.tx,
  );
}

export async function findLink(ctx: Context, linkId: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    SELECT link_id AS "linkId", batch_id AS "batchId", position, url FROM messaging.tracked_links
    WHERE org_id = ${ctx.orgId} AND link_id = ${linkId}`.execute(ctx.tx);
  return rows[0];
}

/** The message of a reader, when it is one of this launch; with the seconds since it left. */
export async function findReader(
  ctx: Context,
  { messageId, batchId }: { messageId: string; batchId: string },
): Promise<{ addressId: string; secondsOld: number | null } | undefined> {
  const { rows } = await sql<{ addressId: string; secondsOld: number | null }>`
    SELECT address_id AS "addressId",
           extract(epoch FROM platform.current_time() - handed_over_at)::float8 AS "secondsOld"
    FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND message_id = ${messageId} AND batch_id = ${batchId}`.execute(ctx.tx);
  return rows[0];
}

export interface TrackingEvent {
  trackingEventId: string;
  linkId: string;
  kind: "open" | "click";
  isMachine: boolean;
  messageId: string | null;
}

export async function insertTrackingEvent(ctx: Context, event: TrackingEvent): Promise<void> {
  await sql`
    INSERT INTO messaging.tracking_events
      (org_id, tracking_event_id, link_id, kind, is_machine, message_id, happened_at)
    VALUES (${ctx.orgId}, ${event.trackingEventId}, ${event.linkId}, ${event.kind}, ${event.isMachine},
      ${event.messageId}, platform.current_time())`.execute(ctx.tx);
}

export interface LinkTotal {
  position: number;
  url: string;
  people: number;
  machines: number;
  readers: number;
}

/** Position 0 is the picture that counts opens. */
export async function listLinkTotals(ctx: Context, batchId: string): Promise<LinkTotal[]> {
  const { rows } = await sql<LinkTotal>`
    SELECT link.position, link.url,
           coalesce(past.people, 0) + count(event.tracking_event_id) FILTER (WHERE NOT event.is_machine) AS people,
           coalesce(past.machines, 0) + count(event.tracking_event_id) FILTER (WHERE event.is_machine) AS machines,
           coalesce(past.readers, 0) + count(DISTINCT event.message_id) FILTER (WHERE NOT event.is_machine) AS readers
    FROM messaging.tracked_links link
    LEFT JOIN messaging.past_visits past ON past.org_id = link.org_id AND past.link_id = link.link_id
    LEFT JOIN messaging.tracking_events event ON event.org_id = link.org_id AND event.link_id = link.link_id
    WHERE link.org_id = ${ctx.orgId} AND link.batch_id = ${batchId}
    GROUP BY link.org_id, link.link_id, past.org_id, past.link_id
    ORDER BY link.position
    LIMIT 500`.execute(ctx.tx);
  return rows;
}

/** Visits older than this are added to the totals of their link and then forgotten. */
const keptMonths = 13;

/** Who comes back to a mail of a year ago counts as another reader: nobody is known any more to compare with. */
export async function forgetOldVisits(ctx: Context): Promise<void> {
  await sql`
    WITH gone AS (
      DELETE FROM messaging.tracking_events
      WHERE org_id = ${ctx.orgId} AND happened_at < platform.current_time() - make_interval(months => ${keptMonths}::int)
      RETURNING link_id, is_machine, message_id)
    INSERT INTO messaging.past_visits (org_id, link_id, people, machines, readers)
    SELECT ${ctx.orgId}::uuid, link_id, count(*) FILTER (WHERE NOT is_machine), count(*) FILTER (WHERE is_machine),
           count(DISTINCT message_id) FILTER (WHERE NOT is_machine)
    FROM gone GROUP BY link_id
    ON CONFLICT (org_id, link_id) DO UPDATE
    SET people = past_visits.people + excluded.people, machines = past_visits.machines + excluded.machines,
        readers = past_visits.readers + excluded.readers`.execute(ctx.tx);
}

/** Waiting messages of somebody who took the consent back leave without a mark. */
export async function clearMarks(ctx: Context, addressId: string): Promise<void> {
  await sql`
    UPDATE messaging.messages SET merge_values = merge_values - 'tracked'
    WHERE org_id = ${ctx.orgId} AND address_id = ${addressId} AND state IN ('queued', 'claimed')
      AND merge_values ? 'tracked'`.execute(ctx.tx);
}
