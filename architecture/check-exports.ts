import { areaOf, isTestFile } from "./areas.ts";
import type { Finding } from "./finding.ts";
import type { ParsedFile } from "./parse-source.ts";
import { type ExportedName, exportedNames } from "./read-exports.ts";

/** Verbs with a fixed meaning (house style) and those that plainly start a use case. */
const verbs =
  /^(find|get|list|count|decide|check|record|queue|dispatch|create|add|remove|delete|update|change|send|withdraw|grant|refuse|revoke|request|import|export|verify|launch|pause|resume|cancel|search|save|compile|sign|reset|erase|merge|choose|test|start|stop|schedule|prepare|suppress|mark|read|write|make|parse|undo|preview)-/;

/** A file named after one function exports that function, and no second one; types and constants may stand beside it. */
export function checkVerbNounFiles(files: readonly ParsedFile[]): Finding[] {
  return files
    .filter((file) => areaOf(file.path)?.name === "module" && !isTestFile(file.path))
    .flatMap((file) => checkUseCase(file));
}

function checkUseCase(file: ParsedFile): Finding[] {
  const base = file.path.split("/").at(-1) ?? "";
  if (!/^[a-z0-9-]+\.ts$/.test(base) || !verbs.test(base)) {
    return [];
  }
  const expected = camelCase(base.replace(/\.ts$/, ""));
  const functions = exportedNames(file.program).filter((exported) => exported.kind === "function");
  if (!functions.some((exported) => exported.name === expected)) {
    return [useCaseFinding(file, `does not export the function ${expected}`)];
  }
  return functions
    .filter((exported) => exported.name !== expected)
    .map((exported) => useCaseFinding(file, `exports a second function, ${exported.name}`));
}

function camelCase(kebab: string): string {
  return kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function useCaseFinding(file: ParsedFile, message: string): Finding {
  return { rule: "one-function", path: file.path, line: 1, message };
}

/** A front door only re-exports; logic behind it would escape the rules of the file kinds. */
export function checkFrontDoors(files: readonly ParsedFile[]): Finding[] {
  return files
    .filter((file) => /^server\/modules\/[^/]+\/index\.ts$/.test(file.path))
    .flatMap((file) =>
      exportedNames(file.program)
        .filter(isDeclaration)
        .map((exported) => ({
          rule: "front-door-only-re-exports",
          path: file.path,
          line: 1,
          message: `${exported.name} is declared here; a front door only re-exports`,
        })),
    );
}

function isDeclaration(exported: ExportedName): boolean {
  return exported.kind !== "re-export";
}
