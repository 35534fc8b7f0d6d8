import type { MergeValues } from "../../../contracts/template-variables.ts";
import type { CompiledContent } from "./compile-content.ts";
import { cleanValues, renderProgram } from "./merge-language/render-program.rules.ts";

export interface RenderedContent {
  /** One line, ready to be encoded as a header. */
  subject: string;
  html: string;
  text: string;
}

/** Never throws, whatever the values are. Values are data: escaped for their place, never read as a template. */
export function renderContent(compiled: CompiledContent, values: MergeValues): RenderedContent {
  const clean = cleanValues(values, compiled.variables);
  return {
    subject: renderProgram(compiled.subject, clean),
    html: renderProgram(compiled.html, clean),
    text: renderProgram(compiled.text, clean),
  };
}
