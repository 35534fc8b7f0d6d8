import type { ConsentResults } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { getCampaign } from "./get-campaign.ts";
import { countAnswers } from "./recipients.queries.ts";

export async function measureConsentResults(ctx: Context, campaignId: string): Promise<ConsentResults> {
  const row = await getCampaign(ctx, campaignId);
  if (row.kind !== "consent-request" || row.batchId === null) throw refuse("campaigns.not-launched");
  const answers = await countAnswers(ctx, { campaignId, typeId: row.typeId, batchId: row.batchId });
  const of = (...states: string[]) =>
    answers.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0);
  const asked = answers.reduce((sum, { count }) => sum + count, 0);
  const [accepted, refused] = [of("accepted"), of("refused", "withdrawn")];
  return { asked, accepted, refused, silent: asked - accepted - refused };
}
