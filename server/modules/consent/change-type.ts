import type { ChangeConsentTypeInput, ConsentType } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { getType } from "./get-type.ts";
import { lockSettingsRow } from "./settings.queries.ts";
import { trackingCode } from "./tracking/tracking-type.ts";
import { clearMainType, listTypeRows, type TypeRow, updateType } from "./types.queries.ts";

/** Changed validity days count for consents given afterwards: those given keep the end that they got (D7, D18). */
export async function changeType(ctx: Context, typeId: string, input: ChangeConsentTypeInput): Promise<ConsentType> {
  await lockSettingsRow(ctx);
  const rows = await listTypeRows(ctx);
  const before = rows.find((row) => row.typeId === typeId);
  if (!before) throw refuse("consent.type-not-found");
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const after: TypeRow = { ...before, ...given };
  checkType(after, before, rows);
  if (after.isMain && !before.isMain) await clearMainType(ctx);
  await updateType(ctx, after);
  await recordAudit(ctx, {
    action: "consent.type-changed",
    subjectKind: "consent-type",
    subjectId: typeId,
    details: { changed: Object.keys(given) },
  });
  return getType(ctx, typeId);
}

function checkType(after: TypeRow, before: TypeRow, rows: TypeRow[]): void {
  checkUses(after, before);
  if (rows.some((row) => row.code === after.code && row.typeId !== after.typeId)) {
    throw refuse("consent.code-taken", { field: "code" });
  }
  if (after.isMain && after.isArchived) throw refuse("consent.main-type-needed", { field: "isArchived" });
  if (after.isMain && !after.allowsMass) {
    throw refuse("consent.main-needs-mass", { field: before.isMain ? "allowsMass" : "isMain" });
  }
}

/** The type that recognises readers allows no message; every other one allows something. */
function checkUses(after: TypeRow, before: TypeRow): void {
  const allowsSomething = after.allowsMass || after.allowsSingle || after.allowsContact;
  if (before.code !== trackingCode) {
    if (!allowsSomething) throw refuse("consent.allows-nothing", { field: "allowsMass" });
    return;
  }
  if (allowsSomething || after.code !== trackingCode) throw refuse("consent.tracking-type", { field: "allowsMass" });
}
