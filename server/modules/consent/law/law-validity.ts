import type { Context } from "../../../platform/context.ts";
import { countryOf } from "./judge-requests.ts";
import { findLawSettings, type HomeRow, listLawFacts } from "./law.queries.ts";
import { longestValidity } from "./law-verdict.rules.ts";
import { readLawSettings } from "./stricter.rules.ts";

/** How long a consent given now may hold at most, where the address belongs. Null: the law leaves it open. */
export async function lawValidityDays(ctx: Context, addressId: string, home: HomeRow): Promise<number | null> {
  const [[place], settings] = await Promise.all([
    listLawFacts(ctx, [{ position: 0, addressId, contactId: null }]),
    findLawSettings(ctx),
  ]);
  if (!place) return null;
  return longestValidity({ country: countryOf(place, home), channel: place.channel }, readLawSettings(settings));
}
