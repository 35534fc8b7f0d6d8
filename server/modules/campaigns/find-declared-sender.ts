import type { Context } from "../../platform/context.ts";
import { findDeclaredBasis } from "../consent/index.ts";
import type { CampaignRow } from "./campaigns.queries.ts";

/** D11: the campaign's own sender, when an administrator has declared that its proof of consent is kept elsewhere. */
export async function findDeclaredSender(ctx: Context, row: CampaignRow): Promise<string | null> {
  if (row.kind !== "mailing" || row.senderId === null) return null;
  return (await findDeclaredBasis(ctx, row.senderId)) ? row.senderId : null;
}
