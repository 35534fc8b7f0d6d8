import type { Template } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { phrase } from "../../platform/phrases.ts";
import { recordAudit } from "../audit/index.ts";
import { getTemplate } from "./get-template.ts";
import { insertTemplate } from "./templates.queries.ts";

/** The copy is not in use, whatever the original is. */
export async function duplicateTemplate(ctx: Context, templateId: string): Promise<Template> {
  const original = await getTemplate(ctx, templateId);
  const { kind, language, contentVersionId } = original;
  const name = phrase(ctx.language, "templates:copyOf", { name: original.name }).slice(0, 120);
  const copyId = newId();
  await insertTemplate(ctx, { templateId: copyId, name, kind, language, contentVersionId });
  await recordAudit(ctx, {
    action: "templates.template-created",
    subjectKind: "template",
    subjectId: copyId,
    details: { kind, language, contentVersionId, copyOf: templateId },
  });
  return getTemplate(ctx, copyId);
}
