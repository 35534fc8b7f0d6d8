import type { Template } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { setTemplateArchived } from "./set-template-archived.ts";

/** The template is offered again. It is not in use, even if it was before it was archived. */
export async function restoreTemplate(ctx: Context, templateId: string): Promise<Template> {
  return setTemplateArchived(ctx, { templateId, isArchived: false });
}
