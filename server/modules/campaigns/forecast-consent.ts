import type { ConsentForecast } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { listLaunchedRequests } from "./campaigns.queries.ts";
import { countAudience } from "./count-audience.ts";
import { getCampaign } from "./get-campaign.ts";
import { sumAnswers } from "./measure-consent-results.ts";
import { countAnswers } from "./recipients.queries.ts";

/** What a consent campaign could bring: today's reach, who may be asked, and how those asked before answered. */
export async function forecastConsent(ctx: Context, campaignId: string): Promise<ConsentForecast> {
  const { typeId, filter } = await getCampaign(ctx, campaignId);
  const { available: askable } = await countAudience(ctx, { kind: "consent-request", typeId, filter });
  // A reach is counted over everybody whom the list names, whatever they have answered so far.
  const everybody = { ...filter, consent: [], consentEndsWithin: null };
  const { available: reachNow } = await countAudience(ctx, { kind: "mailing", typeId, filter: everybody });
  const past = await countPastAnswers(ctx);
  const rate = past.asked === 0 ? null : past.accepted / past.asked;
  return {
    reachNow,
    askable,
    pastYesPercent: rate === null ? null : Math.round(rate * 100),
    pastAsked: past.asked,
    reachExpected: rate === null ? null : reachNow + Math.round(askable * rate),
    reachAtMost: reachNow + askable,
  };
}

async function countPastAnswers(ctx: Context): Promise<{ asked: number; accepted: number }> {
  const sum = { asked: 0, accepted: 0 };
  for (const request of await listLaunchedRequests(ctx)) {
    const { asked, accepted } = sumAnswers(await countAnswers(ctx, request));
    sum.asked += asked;
    sum.accepted += accepted;
  }
  return sum;
}
