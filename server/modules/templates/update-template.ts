import type { Template, TemplateChange } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { getTemplate } from "./get-template.ts";
import { saveContentVersion } from "./save-content-version.ts";
import { lockTemplate, updateTemplateRow } from "./templates.queries.ts";

export interface TemplateUpdate {
  templateId: string;
  change: TemplateChange;
}

/** Makes a new version; messages that were made from the old one keep it. */
export async function updateTemplate(ctx: Context, { templateId, change }: TemplateUpdate): Promise<Template> {
  const row = await lockTemplate(ctx, templateId);
  if (!row) {
    throw refuse("templates.not-found");
  }
  if (row.archivedAt) {
    throw refuse("templates.archived");
  }
  if (row.contentVersionId !== change.contentVersionId) {
    throw refuse("templates.changed-meanwhile");
  }
  const { contentVersionId, hash } = await saveContentVersion(ctx, change);
  const { name, kind, language } = change;
  await updateTemplateRow(ctx, { templateId, name, kind, language, contentVersionId });
  await recordAudit(ctx, {
    action: "templates.template-changed",
    subjectKind: "template",
    subjectId: templateId,
    details: { kind, language, contentVersionId, hash },
  });
  return getTemplate(ctx, templateId);
}
