import type { AudienceFilter } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { getImportFile } from "../contacts/index.ts";
import { getSender } from "../senders/index.ts";
import { getCampaign } from "./get-campaign.ts";

/** What a campaign or a saved filter names must be of this organisation: else it would find nobody, silently. */
export async function checkReferences(
  ctx: Context,
  named: { senderId?: string | null | undefined; filter?: AudienceFilter | undefined },
): Promise<void> {
  if (named.senderId) await getSender(ctx, named.senderId);
  if (named.filter?.importId) await getImportFile(ctx, named.filter.importId);
  if (named.filter?.askedBy) await getCampaign(ctx, named.filter.askedBy);
}
