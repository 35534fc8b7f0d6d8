import type { Template } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { getContentVersion } from "./get-content-version.ts";
import { presentTemplate } from "./present-template.ts";
import { findTemplate } from "./templates.queries.ts";

/** Archived ones too: a link to one stays good. */
export async function getTemplate(ctx: Context, templateId: string): Promise<Template> {
  const row = await findTemplate(ctx, templateId);
  if (!row) {
    throw refuse("templates.not-found");
  }
  return presentTemplate(row, await getContentVersion(ctx, row.contentVersionId));
}
