import type { ContentVersion } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { saveContentVersion } from "../templates/index.ts";
import type { CampaignRow } from "./campaigns.queries.ts";

/** Content is immutable and kept once, so freezing it for a check costs nothing and refuses what could not be sent. */
export async function freezeContent(
  ctx: Context,
  row: Pick<CampaignRow, "kind" | "subject" | "html" | "language">,
): Promise<ContentVersion> {
  const kind = row.kind === "mailing" ? "marketing" : "consent-request";
  return saveContentVersion(ctx, { kind, subject: row.subject, html: row.html, language: row.language });
}
