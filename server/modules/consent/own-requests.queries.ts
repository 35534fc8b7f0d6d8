import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";

export interface AskingMessage {
  messageId: string;
  addressId: string;
  typeId: string | null;
}

/** Which of these messages made the newest event of their address and type, and which event that is. */
export async function listOwnRequests(ctx: Context, messages: AskingMessage[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ messageId: string; eventId: string }>`
    SELECT ledger.message_id AS "messageId", ledger.event_id AS "eventId"
    FROM jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) AS m ("messageId" uuid, "addressId" uuid, "typeId" uuid)
    JOIN consent.current
      ON current.org_id = ${ctx.orgId} AND current.address_id = m."addressId" AND current.type_id = m."typeId"
    JOIN consent.ledger ON ledger.org_id = current.org_id AND ledger.event_id = current.event_id
    WHERE ledger.kind = 'requested' AND ledger.message_id = m."messageId"
    ORDER BY ledger.message_id
    LIMIT ${messages.length}`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.messageId, row.eventId]));
}
