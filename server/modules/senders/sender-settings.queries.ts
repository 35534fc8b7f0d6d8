import { sql } from "kysely";
import type { SendingMode } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";

export async function findSendingMode(ctx: Context): Promise<SendingMode> {
  const { rows } = await sql<{ mode: SendingMode }>`
    SELECT sending_mode AS mode FROM senders.settings WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0]?.mode ?? "platform";
}

export async function saveSendingMode(ctx: Context, mode: SendingMode): Promise<void> {
  await sql`
    INSERT INTO senders.settings (org_id, sending_mode) VALUES (${ctx.orgId}, ${mode})
    ON CONFLICT (org_id) DO UPDATE SET sending_mode = excluded.sending_mode, changed_at = platform.current_time()`.execute(
    ctx.tx,
  );
}
