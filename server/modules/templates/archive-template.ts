import type { Template } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { getTemplate } from "./get-template.ts";
import { lockTemplate, setArchived } from "./templates.queries.ts";

/** An archived template is offered nowhere. What was sent from it stays readable, and it can come back. */
export async function archiveTemplate(ctx: Context, templateId: string): Promise<Template> {
  return moveTemplate(ctx, templateId, true);
}

export async function restoreTemplate(ctx: Context, templateId: string): Promise<Template> {
  return moveTemplate(ctx, templateId, false);
}

async function moveTemplate(ctx: Context, templateId: string, isArchived: boolean): Promise<Template> {
  const row = await lockTemplate(ctx, templateId);
  if (!row) {
    throw refuse("templates.not-found");
  }
  if ((row.archivedAt !== null) !== isArchived) {
    await setArchived(ctx, templateId, isArchived);
    await recordAudit(ctx, {
      action: isArchived ? "templates.template-archived" : "templates.template-restored",
      subjectKind: "template",
      subjectId: templateId,
    });
  }
  return getTemplate(ctx, templateId);
}
