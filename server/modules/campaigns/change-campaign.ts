import type { ChangeCampaignInput } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { isEditable } from "./campaign-state.rules.ts";
import { type CampaignRow, updateCampaignDraft } from "./campaigns.queries.ts";
import { checkMailingType } from "./check-mailing-type.ts";
import { checkReferences } from "./check-references.ts";
import { getCampaign } from "./get-campaign.ts";
import { deleteRecipients } from "./recipients.queries.ts";
import { takeCampaign } from "./take-campaign.ts";

/** A change of the list's questions (filter, type) makes the validated list worthless; a change of words does not. */
export async function changeCampaign(
  ctx: Context,
  campaignId: string,
  input: ChangeCampaignInput,
): Promise<CampaignRow> {
  const row = await takeCampaign(ctx, campaignId, input.version);
  if (!isEditable(row.state)) throw refuse("campaigns.not-editable");
  if (input.typeId !== undefined && input.typeId !== row.typeId) await checkMailingType(ctx, input.typeId);
  await checkReferences(ctx, input);
  const changed = { ...row, ...withoutUndefined(input) };
  const isOtherList = changed.typeId !== row.typeId || JSON.stringify(changed.filter) !== JSON.stringify(row.filter);
  if (isOtherList) await deleteRecipients(ctx, campaignId);
  await updateCampaignDraft(ctx, { ...changed, state: isOtherList ? "draft" : row.state });
  return getCampaign(ctx, campaignId);
}

function withoutUndefined<Given extends object>(
  given: Given,
): { [Key in keyof Given]: Exclude<Given[Key], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Given]: Exclude<Given[Key], undefined>;
  };
}
