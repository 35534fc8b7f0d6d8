import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { chooseSender } from "../senders/index.ts";
import type { CampaignRow } from "./campaigns.queries.ts";
import { freezeContent } from "./freeze-content.ts";
import { countAllowed } from "./recipients.queries.ts";

/** Everything that must be there before a campaign may leave; the refusal names the first thing that is missing. */
export async function checkLaunchable(ctx: Context, row: CampaignRow, agreedRecipients: number): Promise<void> {
  if (row.state !== "validated" && row.state !== "overdue") throw refuse("campaigns.not-validated");
  if (row.subject.trim() === "") throw refuse("campaigns.subject-missing", { field: "subject" });
  if (row.html.trim() === "") throw refuse("campaigns.content-missing", { field: "html" });
  await freezeContent(ctx, row);
  await chooseSender(ctx, { purpose: "campaign", ...(row.senderId === null ? {} : { senderId: row.senderId }) });
  const allowed = await countAllowed(ctx, row.campaignId);
  if (allowed === 0) throw refuse("campaigns.nobody-allowed");
  if (allowed !== agreedRecipients)
    throw refuse("campaigns.recipients-differ", { field: "recipients", values: { recipients: allowed } });
}
