import type { ChangeConsentSettingsInput, ConsentSettings } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { getSettings } from "./get-settings.ts";
import { findReasonRow, listDeclarationRows, lockSettingsRow, updateSettings } from "./settings.queries.ts";
import { trackingType } from "./tracking/tracking-type.ts";

export async function changeSettings(ctx: Context, input: ChangeConsentSettingsInput): Promise<ConsentSettings> {
  await getSettings(ctx);
  const before = await lockSettingsRow(ctx);
  if (!before) throw new Error("the organisation was not prepared");
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const after: ConsentSettings = { ...before, ...given };
  await checkReason(ctx, after);
  if (!after.isMailingListChecked && !(await isDeclared(ctx))) {
    throw refuse("consent.declaration-needed", { field: "isMailingListChecked" });
  }
  if (after.isTrackingOn) await trackingType.ensure(ctx);
  await updateSettings(ctx, after);
  await recordAudit(ctx, {
    action: "consent.settings-changed",
    subjectKind: "organisation",
    subjectId: ctx.orgId,
    details: { from: before, to: after },
  });
  return after;
}

/** A prompt that is off records the standing reason instead, so there must be one (D17). */
async function checkReason(ctx: Context, settings: ConsentSettings): Promise<void> {
  if (settings.standingReasonId === null) {
    const isNeeded = settings.singlePrompt === "off" || settings.callPrompt === "off";
    if (isNeeded) throw refuse("consent.reason-not-found", { field: "standingReasonId" });
    return;
  }
  const reason = await findReasonRow(ctx, settings.standingReasonId);
  if (!reason || reason.isArchived) throw refuse("consent.reason-not-found", { field: "standingReasonId" });
}

async function isDeclared(ctx: Context): Promise<boolean> {
  return (await listDeclarationRows(ctx)).some((row) => row.revokedAt === null);
}
