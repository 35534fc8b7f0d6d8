import type { ConsentLaw } from "../../../../contracts/consent-law.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { readTime } from "../ledger.queries.ts";
import { localDate } from "../validity.rules.ts";
import { changeLaw } from "./change-law.ts";
import { findCountryLaw } from "./country-laws.rules.ts";
import { getConsentLaw } from "./get-consent-law.ts";
import { findHome } from "./law.queries.ts";

/** Somebody compared the numbers with the register of opposition on that day. Calls there are open for some days. */
export async function recordRegisterCheck(
  ctx: Context,
  { country, checkedOn }: { country: string; checkedOn: string },
): Promise<ConsentLaw> {
  if (findCountryLaw(country)?.register === undefined) throw refuse("consent.law-rule-not-found");
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
