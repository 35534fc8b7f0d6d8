import { isTestFile } from "./areas.ts";
import type { Finding } from "./finding.ts";
import type { ParsedFile, SourceFile } from "./parse-source.ts";
import { exportedNames } from "./read-exports.ts";

const emptyWords = new Set([
  "util",
  "utils",
  "helper",
  "helpers",
  "common",
  "manager",
  "service",
  "process",
  "handle",
  "data",
  "info",
]);

/** Terms that contain such a word and mean something by themselves. */
const terms: readonly string[] = [
  "data-table",
  "data-field", // an input that holds what somebody typed, which a browser must not translate
  "data-key", // envelope encryption
  "common-password", // known because many people use it
  "field-service",
  "dispatcher-process", // a process of the operating system
  "sink-process",
  "api-process",
  "process-clock", // of one such process
];

/** Words that say nothing: they may stand neither in the name of a file or folder nor lead an exported name. */
export function checkPathNames(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => /\.(ts|tsx|mjs|css)$/.test(file.path))
    .flatMap((file) => {
      const found = withoutTerms(file.path)
        .split(/[/.-]/)
        .filter((word) => emptyWords.has(word.toLowerCase()));
      return found.map((word) => ({
        rule: "names",
        path: file.path,
        line: 1,
        message: `"${word}" says nothing about what stands in it`,
      }));
    });
}

function withoutTerms(path: string): string {
  return terms.reduce((rest, term) => rest.replaceAll(new RegExp(`(?<=[/-]|^)${term}s?(?=[/.-]|$)`, "g"), ""), path);
}

const emptyExport = /^(handle|process)(?=[A-Z])|(Util|Utils|Helper|Helpers|Manager|Info)$/;

export function checkExportNames(files: readonly ParsedFile[]): Finding[] {
  return files
    .filter((file) => !isTestFile(file.path))
    .flatMap((file) =>
      exportedNames(file.program)
        .filter((exported) => emptyExport.test(exported.name))
        .map((exported) => ({
          rule: "names",
          path: file.path,
          line: 1,
          message: `"${exported.name}" has a word that says nothing`,
        })),
    );
}

export const longestFile = 300;

export function checkFileLength(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => /\.(ts|tsx|mjs|css)$/.test(file.path))
    .map((file) => ({ path: file.path, lines: file.text.trimEnd().split("\n").length }))
    .filter((file) => file.lines > longestFile)
    .map((file) => ({
      rule: "file-length",
      path: file.path,
      line: longestFile + 1,
      message: `has ${file.lines} lines, more than ${longestFile}`,
    }));
}
