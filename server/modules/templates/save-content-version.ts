import type { ContentFault, ContentInput, ContentVersion } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { type Refusal, refuse } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { phrase } from "../../platform/phrases.ts";
import { prepareContent } from "./prepare-content.ts";
import { findContentVersion, insertContentVersion } from "./templates.queries.ts";

/**
 * Keeps a text as messages will carry it, for ever. Sanitises it, derives the plain-text part, adds the way out that a
 * bulk message must show, and refuses what could not be sent. The same text is kept once.
 */
export async function saveContentVersion(ctx: Context, input: ContentInput): Promise<ContentVersion> {
  const { faults, ...content } = prepareContent(input);
  const [first] = faults;
  if (first) {
    throw refuseContent(ctx, first, faults);
  }
  await insertContentVersion(ctx, { ...content, contentVersionId: newId() });
  const saved = await findContentVersion(ctx, { kind: content.kind, hash: content.hash });
  if (!saved) {
    throw new Error("A content version that was just saved cannot be read.");
  }
  return saved;
}

function refuseContent(ctx: Context, first: ContentFault, faults: readonly ContentFault[]): Refusal {
  return refuse(`templates.${first.code}`, {
    field: first.field,
    values: valuesOf(first),
    issues: faults.map((fault) => ({ field: fault.field, message: describe(ctx, fault) })),
  });
}

function describe(ctx: Context, fault: ContentFault): string {
  const sentence = phrase(ctx.language, `templates:errors.${fault.code}`, valuesOf(fault));
  const { line, column } = fault;
  return line === null || column === null
    ? sentence
    : phrase(ctx.language, "templates:editor.faultAt", { line, column, fault: sentence });
}

function valuesOf(fault: ContentFault): Record<string, string | number> {
  const { token, suggestion, line, column } = fault;
  return { variable: token, suggestion: suggestion ?? "", line: line ?? 0, column: column ?? 0 };
}
