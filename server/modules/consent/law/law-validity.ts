import type { Context } from "../../../platform/context.ts";
import { countryOf } from "./judge-requests.ts";
import { findHome, findLawSettings, listLawFacts } from "./law.queries.ts";
import { longestValidity } from "./law-verdict.rules.ts";
import { readLawSettings } from "./stricter.rules.ts";

/** How long a consent given now may hold at most, where the address belongs. Null: the law leaves it open. */
export async function lawValidityDays(ctx: Context, addressId: string): Promise<number | null> {
  const [place] = await listLawFacts(ctx, [{ position: 0, addressId, contactId: null }]);
  if (!place) return null;
  const country = countryOf(place, await findHome(ctx));
  return longestValidity({ country, channel: place.channel }, readLawSettings(await findLawSettings(ctx)));
}
