import type { Template } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { getTemplate } from "./get-template.ts";
import { lockTemplate, setArchived } from "./templates.queries.ts";

export interface ArchiveChange {
  templateId: string;
  isArchived: boolean;
}

export async function setTemplateArchived(ctx: Context, { templateId, isArchived }: ArchiveChange): Promise<Template> {
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
