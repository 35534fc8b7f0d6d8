import type { ConsentResults } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { getSettings } from "../consent/index.ts";
import { type CampaignRow, findDatabaseTime, findReminder } from "./campaigns.queries.ts";
import { getCampaign } from "./get-campaign.ts";
import { type ConsentResultRow, countAnswers } from "./recipients.queries.ts";

export async function measureConsentResults(ctx: Context, campaignId: string): Promise<ConsentResults> {
  const row = await getCampaign(ctx, campaignId);
  if (row.kind !== "consent-request" || row.batchId === null) throw refuse("campaigns.not-launched");
  const answers = await countAnswers(ctx, { campaignId, typeId: row.typeId, batchId: row.batchId });
  return { ...sumAnswers(answers), reminder: await findReminderChance(ctx, row) };
}

export function sumAnswers(answers: ConsentResultRow[]): Omit<ConsentResults, "reminder"> {
  const of = (...states: string[]) =>
    answers.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0);
  const asked = answers.reduce((sum, { count }) => sum + count, 0);
  const [accepted, refused] = [of("accepted"), of("refused", "withdrawn")];
  return { asked, accepted, refused, silent: asked - accepted - refused };
}

/** None for a reminder itself, nor where the organisation asks once only. */
async function findReminderChance(ctx: Context, row: CampaignRow): Promise<ConsentResults["reminder"]> {
  const { requestPauseDays, requestLimit } = await getSettings(ctx);
  if (row.reminderOf !== null || requestLimit < 2 || row.launchedAt === null) return null;
  const possibleFrom = new Date(row.launchedAt.getTime() + requestPauseDays * 86_400_000);
  return {
    possibleFrom: possibleFrom.toISOString(),
    isPossible: possibleFrom <= (await findDatabaseTime(ctx)),
    campaignId: await findReminder(ctx, row.campaignId),
  };
}
