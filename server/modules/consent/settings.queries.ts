import { sql } from "kysely";
import type { ConsentSettings, ContactReason, Declaration } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";

/** True for whoever made the row: an organisation is prepared once, however many come at the same time. */
export async function insertSettings(ctx: Context): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO consent.settings (org_id) VALUES (${ctx.orgId})
    ON CONFLICT (org_id) DO NOTHING RETURNING org_id`.execute(ctx.tx);
  return rows.length > 0;
}

const settingsColumns = sql`
  single_prompt AS "singlePrompt", is_mailing_list_checked AS "isMailingListChecked", call_prompt AS "callPrompt",
  standing_reason_id AS "standingReasonId", request_pause_days AS "requestPauseDays", request_limit AS "requestLimit",
  is_tracking_on AS "isTrackingOn"`;

export async function findSettingsRow(ctx: Context): Promise<ConsentSettings | undefined> {
  const { rows } = await sql<ConsentSettings>`
    SELECT ${settingsColumns} FROM consent.settings WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0];
}

/** Also the lock of everything that an organisation sets about consent. */
export async function lockSettingsRow(ctx: Context): Promise<ConsentSettings | undefined> {
  const { rows } = await sql<ConsentSettings>`
    SELECT ${settingsColumns} FROM consent.settings WHERE org_id = ${ctx.orgId} FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

export async function updateSettings(ctx: Context, settings: ConsentSettings): Promise<void> {
  await sql`
    UPDATE consent.settings SET
      single_prompt = ${settings.singlePrompt}, is_mailing_list_checked = ${settings.isMailingListChecked},
      call_prompt = ${settings.callPrompt}, standing_reason_id = ${settings.standingReasonId},
      request_pause_days = ${settings.requestPauseDays}, request_limit = ${settings.requestLimit},
      is_tracking_on = ${settings.isTrackingOn}
    WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
}

export async function listReasonRows(ctx: Context): Promise<ContactReason[]> {
  const { rows } = await sql<ContactReason>`
    SELECT reason_id AS "reasonId", text, archived_at IS NOT NULL AS "isArchived" FROM consent.reasons
    WHERE org_id = ${ctx.orgId}
    ORDER BY archived_at IS NOT NULL, created_at, reason_id
    LIMIT 500`.execute(ctx.tx);
  return rows;
}

export async function findReasonRow(ctx: Context, reasonId: string): Promise<ContactReason | undefined> {
  const { rows } = await sql<ContactReason>`
    SELECT reason_id AS "reasonId", text, archived_at IS NOT NULL AS "isArchived" FROM consent.reasons
    WHERE org_id = ${ctx.orgId} AND reason_id = ${reasonId}`.execute(ctx.tx);
  return rows[0];
}

export async function insertReason(ctx: Context, reason: { reasonId: string; text: string }): Promise<void> {
  await sql`
    INSERT INTO consent.reasons (org_id, reason_id, text, created_at)
    VALUES (${ctx.orgId}, ${reason.reasonId}, ${reason.text}, platform.current_time())`.execute(ctx.tx);
}

export async function updateReason(ctx: Context, reason: ContactReason): Promise<void> {
  await sql`
    UPDATE consent.reasons SET text = ${reason.text},
      archived_at = CASE WHEN ${reason.isArchived} THEN coalesce(archived_at, platform.current_time()) END
    WHERE org_id = ${ctx.orgId} AND reason_id = ${reason.reasonId}`.execute(ctx.tx);
}

export type DeclarationRow = Omit<Declaration, "declaredAt" | "revokedAt"> & {
  declaredAt: Date;
  revokedAt: Date | null;
};

export async function listDeclarationRows(ctx: Context): Promise<DeclarationRow[]> {
  const { rows } = await sql<DeclarationRow>`
    SELECT declaration_id AS "declarationId", sender_id AS "senderId", statement, declared_by AS "declaredBy",
           declared_at AS "declaredAt", revoked_at AS "revokedAt"
    FROM consent.declarations
    WHERE org_id = ${ctx.orgId}
    ORDER BY declared_at DESC, declaration_id
    LIMIT 500`.execute(ctx.tx);
  return rows;
}

export async function insertDeclaration(
  ctx: Context,
  row: Omit<DeclarationRow, "declaredAt" | "revokedAt">,
): Promise<void> {
  await sql`
    INSERT INTO consent.declarations (org_id, declaration_id, sender_id, statement, declared_by, declared_at)
    VALUES (${ctx.orgId}, ${row.declarationId}, ${row.senderId}, ${row.statement}, ${row.declaredBy},
      platform.current_time())`.execute(ctx.tx);
}

export async function endDeclaration(ctx: Context, declarationId: string): Promise<void> {
  await sql`
    UPDATE consent.declarations SET revoked_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND declaration_id = ${declarationId} AND revoked_at IS NULL`.execute(ctx.tx);
}
