import type { ParsedFile, SourceImport } from "./parse-source.ts";

/** One broken wall. `rule` is a stable short name, so that a planted fault can expect exactly its own finding. */
export interface Finding {
  rule: string;
  path: string;
  line: number;
  message: string;
}

export function describeFinding(finding: Finding): string {
  return `${finding.path}:${finding.line} [${finding.rule}] ${finding.message}`;
}

export interface ImportOfFile {
  file: ParsedFile;
  imported: SourceImport;
}

export function importFinding({ file, imported }: ImportOfFile, rule: string, message: string): Finding {
  return { rule, path: file.path, line: imported.line, message: `${message} (${imported.specifier})` };
}
