import { areaOf, isTestFile } from "./areas.ts";
import type { Finding } from "./finding.ts";
import { browserPackages, contractPackages, kyselyHome, packageHomes } from "./package-homes.ts";
import type { ParsedFile, SourceImport } from "./parse-source.ts";

/** Libraries stay at home: vendors in their channel, the driver on the floor, React in the browser. */
export function checkPackages(files: readonly ParsedFile[]): Finding[] {
  return files
    .filter((file) => !isTestFile(file.path) && areaOf(file.path)?.name !== "tools")
    .flatMap((file) => file.imports.flatMap((imported) => checkPackage(file, imported)));
}

function checkPackage(file: ParsedFile, imported: SourceImport): Finding[] {
  const name = imported.packageName;
  if (name === undefined) {
    return [];
  }
  const message = areaOf(file.path)?.name.startsWith("web") ? checkBrowser(name) : checkServer(file, imported, name);
  return message === undefined ? [] : [{ rule: "package-home", path: file.path, line: imported.line, message }];
}

function checkBrowser(name: string): string | undefined {
  return browserPackages.includes(name) ? undefined : `${name} is not for the browser`;
}

function checkServer(file: ParsedFile, imported: SourceImport, name: string): string | undefined {
  if (areaOf(file.path)?.name === "contracts") {
    return contractPackages.includes(name) ? undefined : `contracts may not import ${name}`;
  }
  if (name === "kysely") {
    return checkKysely(file, imported);
  }
  if (browserPackages.includes(name) && name !== "zod" && name !== "i18next") {
    return `${name} is for the browser only`;
  }
  const homes = packageHomes[name];
  const atHome = homes === undefined || imported.typeOnly || homes.some((home) => file.path.startsWith(home));
  return atHome ? undefined : `${name} may be imported only in ${homes.join(", ")}`;
}

function checkKysely(file: ParsedFile, imported: SourceImport): string | undefined {
  const onlyTheTag = file.path.endsWith(".queries.ts") && imported.valueNames.every((name) => name === "sql");
  if (imported.typeOnly || onlyTheTag || file.path.startsWith(kyselyHome)) {
    return undefined;
  }
  return "the sql tag belongs in *.queries.ts, everything else of kysely in platform/database";
}
