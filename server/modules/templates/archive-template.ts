import type { Template } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { setTemplateArchived } from "./set-template-archived.ts";

/** An archived template is offered nowhere. What was sent from it stays readable, and it can come back. */
export async function archiveTemplate(ctx: Context, templateId: string): Promise<Template> {
  return setTemplateArchived(ctx, { templateId, isArchived: true });
}
