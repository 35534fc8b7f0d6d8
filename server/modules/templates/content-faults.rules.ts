import type { TemplateKind } from "../../../contracts/template-variables.ts";
import type { ContentFault, ContentFaultCode } from "../../../contracts/templates.ts";
import type { Fault, ParsedText } from "./merge-language/program.rules.ts";

type Field = ContentFault["field"];

/** The fault with its place in what the person sent; sanitising moves text, so the token is looked up again. */
export function placeFaults(faults: readonly Fault[], field: Field, sent: string): ContentFault[] {
  let searchFrom = 0;
  return faults.map((fault) => {
    const at = sent.indexOf(fault.token, searchFrom);
    searchFrom = at < 0 ? searchFrom : at + 1;
    const code: ContentFaultCode =
      fault.code === "unknown-variable" && fault.suggestion !== null ? "misspelt-variable" : fault.code;
    return { code, field, token: fault.token, suggestion: fault.suggestion, ...lineAndColumn(sent, at) };
  });
}

function lineAndColumn(text: string, offset: number): Pick<ContentFault, "line" | "column"> {
  if (offset < 0) {
    return { line: null, column: null };
  }
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

export function missing(code: ContentFaultCode, field: Field = "html"): ContentFault {
  return { code, field, token: "", suggestion: null, line: null, column: null };
}

/** Variables that no message of this kind can fill. */
export function findForeignTokens(parsed: ParsedText, source: string, kind: TemplateKind): Fault[] {
  return parsed.tokens
    .filter((token) => "variable" in token && !token.variable.kinds.includes(kind))
    .filter((token) => !parsed.faults.some((fault) => fault.start === token.start))
    .map(({ start, end }) => ({
      code: "variable-not-for-kind",
      token: source.slice(start, end),
      start,
      suggestion: null,
    }));
}

/** A request that does not say what for, or that cannot be answered, is no request. */
export function findMissingVariables(kind: TemplateKind, keys: ReadonlySet<string>): ContentFaultCode[] {
  if (kind !== "consent-request") {
    return [];
  }
  const faults: ContentFaultCode[] = [];
  if (!keys.has("consent_link")) {
    faults.push("consent-link-missing");
  }
  if (!keys.has("consent_type") && !keys.has("consent_purpose")) {
    faults.push("consent-type-missing");
  }
  return faults;
}
