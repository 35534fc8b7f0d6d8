import type { Context } from "../../../platform/context.ts";
import { lawOf } from "./country-laws.rules.ts";
import { countryOf } from "./judge-requests.ts";
import { findHome, listLawFacts } from "./law.queries.ts";

/** The law that protects whoever has this address, as their country calls it (X28). */
export async function findLawName(ctx: Context, addressId: string): Promise<string> {
  const home = await findHome(ctx);
  const [place] = await listLawFacts(ctx, [{ position: 0, addressId, contactId: null }]);
  return lawOf(place ? countryOf(place, home) : home.country).lawName;
}
