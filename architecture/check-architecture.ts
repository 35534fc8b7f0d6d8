import { applyExceptions } from "./apply-exceptions.ts";
import { checkCycles } from "./check-cycles.ts";
import { checkFrontDoors, checkVerbNounFiles } from "./check-exports.ts";
import { checkFileKinds } from "./check-file-kinds.ts";
import { checkHandOver } from "./check-hand-over.ts";
import { checkLayers } from "./check-layers.ts";
import { checkMigrations } from "./check-migrations.ts";
import { checkGraphData, checkModuleFolders, checkModules } from "./check-modules.ts";
import { checkExportNames, checkFileLength, checkPathNames } from "./check-names.ts";
import { checkPackages } from "./check-packages.ts";
import { checkPermits } from "./check-permits.ts";
import { checkPhrases } from "./check-phrases.ts";
import { checkPureRules } from "./check-pure-rules.ts";
import { checkSql } from "./check-sql.ts";
import { exceptions, type RuleException } from "./exceptions.ts";
import type { Finding } from "./finding.ts";
import { parseSources, type SourceFile } from "./parse-source.ts";

/** All walls over one set of files. Throws when there is no source among them. */
export function checkArchitecture(
  files: readonly SourceFile[],
  excused: readonly RuleException[] = exceptions,
): Finding[] {
  const parsed = parseSources(files);
  const findings = [
    ...checkGraphData(),
    ...checkModuleFolders(files),
    ...checkLayers(parsed),
    ...checkModules(parsed),
    ...checkFileKinds(parsed),
    ...checkPureRules(parsed),
    ...checkCycles(parsed),
    ...checkPackages(parsed),
    ...checkPermits(parsed),
    ...checkHandOver(parsed),
    ...checkSql(parsed),
    ...checkMigrations(files),
    ...checkVerbNounFiles(parsed),
    ...checkFrontDoors(parsed),
    ...checkPathNames(files),
    ...checkExportNames(parsed),
    ...checkFileLength(files),
    ...checkPhrases(files, parsed),
  ];
  return applyExceptions(findings, excused);
}
