import type { AudienceFilter, CampaignKind, ListSummary } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { getType } from "../consent/index.ts";
import { checkReferences } from "./check-references.ts";
import { countFoundReasons } from "./found-reasons.queries.ts";
import { summarise } from "./list-summary.rules.ts";

export async function countAudience(
  ctx: Context,
  input: { kind: CampaignKind; typeId: string; filter: AudienceFilter },
): Promise<ListSummary> {
  await getType(ctx, input.typeId);
  await checkReferences(ctx, input);
  return summarise(await countFoundReasons(ctx, input), input.kind === "consent-request");
}
