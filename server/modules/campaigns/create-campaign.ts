import type { CreateCampaignInput } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { getMainMailingType } from "../consent/index.ts";
import { getOrganisation } from "../identity/index.ts";
import { type CampaignRow, insertCampaign, type NewCampaign } from "./campaigns.queries.ts";
import { checkMailingType } from "./check-mailing-type.ts";
import { checkReferences } from "./check-references.ts";
import { getCampaign } from "./get-campaign.ts";

export async function createCampaign(
  ctx: Context,
  input: CreateCampaignInput & { mailingId?: string; reminderOf?: string },
): Promise<CampaignRow> {
  const typeId = input.typeId ?? (await getMainMailingType(ctx)).typeId;
  await checkMailingType(ctx, typeId);
  await checkReferences(ctx, input);
  const { language } = await getOrganisation(ctx);
  const campaign: NewCampaign = {
    campaignId: newId(),
    kind: input.kind,
    name: input.name,
    typeId,
    senderId: input.senderId,
    language: input.language ?? language,
    subject: input.subject,
    html: input.html,
    filter: input.filter,
    mailingId: input.mailingId ?? null,
    reminderOf: input.reminderOf ?? null,
  };
  await insertCampaign(ctx, campaign);
  return getCampaign(ctx, campaign.campaignId);
}
