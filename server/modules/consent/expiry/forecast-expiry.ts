import type { ExpiryForecast } from "../../../../contracts/consent-expiry.ts";
import type { Context } from "../../../platform/context.ts";
import { prepareOrganisation } from "../prepare-organisation.ts";
import { countExpiries } from "./expiry.queries.ts";

/** How many consents of each type have ended or will soon. */
export async function forecastExpiry(ctx: Context): Promise<ExpiryForecast> {
  await prepareOrganisation(ctx);
  return { items: await countExpiries(ctx) };
}
