import { type ConsentLaw, type CountryLawRow, lawRuleCodes } from "../../../../contracts/consent-law.ts";
import type { Context } from "../../../platform/context.ts";
import { getSettings } from "../get-settings.ts";
import { type CountryLaw, countryLaws, lawVersion } from "./country-laws.rules.ts";
import { findHome, findLawSettings } from "./law.queries.ts";
import { effectiveValue, type LawSettings, readLawSettings } from "./stricter.rules.ts";

/** Each country's rules with their sources, and beside them what the organisation set for itself. */
export async function getConsentLaw(ctx: Context): Promise<ConsentLaw> {
  await getSettings(ctx);
  const settings = readLawSettings(await findLawSettings(ctx));
  const { country } = await findHome(ctx);
  // One's own country first; the others stay in their order.
  const isHome = (law: CountryLaw) => Number(law.country === country);
  return {
    version: lawVersion,
    homeCountry: country,
    items: countryLaws.toSorted((one, other) => isHome(other) - isHome(one)).map((law) => present(law, settings)),
  };
}

function present({ country, lawName, rules, register }: CountryLaw, settings: LawSettings): CountryLawRow {
  // A register that a country does not have cannot be looked into.
  const codes = lawRuleCodes.filter((code) => code !== "call-register" || register !== undefined);
  return {
    country,
    lawName,
    rules: codes.map((code) => {
      const rule = rules.find((one) => one.code === code);
      const legal = rule?.value ?? null;
      const own = settings.choices[country]?.[code] ?? null;
      return {
        code,
        legal,
        consumersOnly: rule?.consumersOnly === true,
        source: rule?.source ?? null,
        own,
        effective: effectiveValue(code, legal, own),
      };
    }),
    register: register ? { ...register, checkedOn: settings.registers[country] ?? null } : null,
  };
}
