import type { ContactReason } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { recordAudit } from "../audit/index.ts";
import { getSettings } from "./get-settings.ts";
import { findReasonRow, insertReason, listReasonRows, updateReason } from "./settings.queries.ts";

/** Also the archived ones, last: what was recorded once can still be named. */
export async function listReasons(ctx: Context): Promise<ContactReason[]> {
  await getSettings(ctx);
  return listReasonRows(ctx);
}

export async function addReason(ctx: Context, text: string): Promise<ContactReason> {
  const reason = { reasonId: newId(), text, isArchived: false };
  await insertReason(ctx, reason);
  await recordAudit(ctx, { action: "consent.reason-added", subjectKind: "reason", subjectId: reason.reasonId });
  return reason;
}

export async function changeReason(
  ctx: Context,
  reasonId: string,
  input: { text?: string | undefined; isArchived?: boolean | undefined },
): Promise<ContactReason> {
  const before = await findReasonRow(ctx, reasonId);
  if (!before) throw refuse("consent.reason-not-found");
  const { standingReasonId } = await getSettings(ctx);
  const after = { ...before, text: input.text ?? before.text, isArchived: input.isArchived ?? before.isArchived };
  if (after.isArchived && standingReasonId === reasonId) {
    throw refuse("consent.reason-in-use", { field: "isArchived" });
  }
  await updateReason(ctx, after);
  await recordAudit(ctx, { action: "consent.reason-changed", subjectKind: "reason", subjectId: reasonId });
  return after;
}
