import { automaticKinds, type Template, type TemplateInput } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { recordAudit } from "../audit/index.ts";
import { getTemplate } from "./get-template.ts";
import { saveContentVersion } from "./save-content-version.ts";
import { findContentInUse, insertTemplate, setInUse } from "./templates.queries.ts";

/** The first template of an automatic kind in its language is in use at once: it was written to replace ours. */
export async function createTemplate(ctx: Context, input: TemplateInput): Promise<Template> {
  const { contentVersionId, hash } = await saveContentVersion(ctx, input);
  const templateId = newId();
  const { name, kind, language } = input;
  await insertTemplate(ctx, { templateId, name, kind, language, contentVersionId });
  if (isAutomatic(kind) && !(await findContentInUse(ctx, kind, language))) {
    await setInUse(ctx, templateId);
  }
  await recordAudit(ctx, {
    action: "templates.template-created",
    subjectKind: "template",
    subjectId: templateId,
    details: { kind, language, contentVersionId, hash },
  });
  return getTemplate(ctx, templateId);
}

function isAutomatic(kind: TemplateInput["kind"]): boolean {
  return (automaticKinds as readonly string[]).includes(kind);
}
