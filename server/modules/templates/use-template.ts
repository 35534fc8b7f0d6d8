import { automaticKinds, type Template } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { getTemplate } from "./get-template.ts";
import { clearInUse, lockTemplate, setInUse } from "./templates.queries.ts";

/** From now on automatic messages of its kind and language are made from this template. */
export async function useTemplate(ctx: Context, templateId: string): Promise<Template> {
  const row = await lockTemplate(ctx, templateId);
  if (!row) {
    throw refuse("templates.not-found");
  }
  if (row.archivedAt) {
    throw refuse("templates.archived");
  }
  if (!(automaticKinds as readonly string[]).includes(row.kind)) {
    throw refuse("templates.not-automatic");
  }
  await clearInUse(ctx, row.kind, row.language);
  await setInUse(ctx, templateId);
  await recordAudit(ctx, { action: "templates.template-used", subjectKind: "template", subjectId: templateId });
  return getTemplate(ctx, templateId);
}
