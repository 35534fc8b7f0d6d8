import type { ConsentLaw, LawRuleCode, LawValue } from "../../../../contracts/consent-law.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { getSettings } from "../get-settings.ts";
import { readTime } from "../ledger.queries.ts";
import { lockSettingsRow } from "../settings.queries.ts";
import { localDate } from "../validity.rules.ts";
import { countryLaws } from "./country-laws.rules.ts";
import { getConsentLaw } from "./get-consent-law.ts";
import { findHome, findLawSettings, updateLawSettings } from "./law.queries.ts";
import { faultOfChoice, type LawSettings, legalRuleOf, readLawSettings } from "./stricter.rules.ts";

/** The organisation's own rule for a country: stricter than the law, or taken back with null. */
export async function changeLawRule(
  ctx: Context,
  { country, code, value }: { country: string; code: LawRuleCode; value: LawValue },
): Promise<ConsentLaw> {
  checkCountry(country);
  const fault = faultOfChoice(code, legalRuleOf(country, code)?.value ?? null, value);
  if (fault !== null)
    throw refuse(fault === "laxer" ? "consent.law-laxer" : "consent.law-wrong-value", { field: "value" });
  await changeLaw(ctx, ({ choices, registers }) => ({
    choices: { ...choices, [country]: { ...choices[country], [code]: value } },
    registers,
  }));
  await recordAudit(ctx, {
    action: "consent.law-rule-changed",
    subjectKind: "organisation",
    subjectId: ctx.orgId,
    details: { country, code, value },
  });
  return getConsentLaw(ctx);
}

/** Somebody compared the numbers with the register of opposition on that day. Calls there are open for some days. */
export async function recordRegisterCheck(
  ctx: Context,
  { country, checkedOn }: { country: string; checkedOn: string },
): Promise<ConsentLaw> {
  checkCountry(country);
  if (countryLaws.find((law) => law.country === country)?.register === undefined) {
    throw refuse("consent.law-rule-not-found");
  }
  const { zone } = await findHome(ctx);
  if (checkedOn > localDate(await readTime(ctx), zone)) throw refuse("consent.date-in-future", { field: "checkedOn" });
  await changeLaw(ctx, ({ choices, registers }) => ({ choices, registers: { ...registers, [country]: checkedOn } }));
  await recordAudit(ctx, {
    action: "consent.register-checked",
    subjectKind: "organisation",
    subjectId: ctx.orgId,
    details: { country, checkedOn },
  });
  return getConsentLaw(ctx);
}

function checkCountry(country: string): void {
  if (!countryLaws.some((law) => law.country === country)) throw refuse("consent.law-rule-not-found");
}

async function changeLaw(ctx: Context, change: (before: LawSettings) => LawSettings): Promise<void> {
  await getSettings(ctx);
  await lockSettingsRow(ctx);
  await updateLawSettings(ctx, change(readLawSettings(await findLawSettings(ctx))));
}
