import type { ConsentLaw, LawRuleCode, LawValue } from "../../../../contracts/consent-law.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { changeLaw } from "./change-law.ts";
import { findCountryLaw } from "./country-laws.rules.ts";
import { getConsentLaw } from "./get-consent-law.ts";
import { faultOfChoice, legalRuleOf } from "./stricter.rules.ts";

/** The organisation's own rule for a country: stricter than the law, or taken back with null. */
export async function changeLawRule(
  ctx: Context,
  { country, code, value }: { country: string; code: LawRuleCode; value: LawValue },
): Promise<ConsentLaw> {
  if (!findCountryLaw(country)) throw refuse("consent.law-rule-not-found");
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
