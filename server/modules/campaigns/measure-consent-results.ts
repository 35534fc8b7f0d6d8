import type { ConsentResults, RequestAnswer } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { getSettings } from "../consent/index.ts";
import { type CampaignRow, findDatabaseTime, findReminder } from "./campaigns.queries.ts";
import { getCampaign } from "./get-campaign.ts";
import { type AnswerCount, countAnswers } from "./recipients.queries.ts";
import { sentRequestOf } from "./sent-request.rules.ts";

export async function measureConsentResults(ctx: Context, campaignId: string): Promise<ConsentResults> {
  const row = await getCampaign(ctx, campaignId);
  const request = sentRequestOf(row);
  if (request === null) throw refuse("campaigns.not-launched");
  return { ...sumAnswers(await countAnswers(ctx, request)), reminder: await findReminderChance(ctx, row) };
}

export function sumAnswers(answers: AnswerCount[]): Omit<ConsentResults, "reminder"> {
  const of = (wanted: RequestAnswer) => answers.find(({ answer }) => answer === wanted)?.count ?? 0;
  const results = { accepted: of("accepted"), refused: of("refused"), silent: of("silent") };
  return { asked: results.accepted + results.refused + results.silent, ...results };
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
