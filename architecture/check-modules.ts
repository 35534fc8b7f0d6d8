import { isTestFile } from "./areas.ts";
import { type Finding, type ImportOfFile, importFinding } from "./finding.ts";
import { findModule, type ModuleRow, modules } from "./modules.ts";
import type { ParsedFile, SourceFile, SourceImport } from "./parse-source.ts";

const modulePath = /^server\/modules\/([^/]+)\/(.+)$/;

/** Front doors, back doors and the named imports of the graph (design, section 5). */
export function checkModules(files: readonly ParsedFile[]): Finding[] {
  return files.flatMap((file) => file.imports.flatMap((imported) => checkModuleImport(file, imported)));
}

function checkModuleImport(file: ParsedFile, imported: SourceImport): Finding[] {
  const target = modulePath.exec(imported.target ?? "");
  const name = target?.[1];
  const entry = target?.[2];
  const own = modulePath.exec(file.path)?.[1];
  if (name === undefined || entry === undefined || name === own) {
    return [];
  }
  return [...checkDoor(file, imported, entry), ...checkGraph({ file, imported, own, name })];
}

function checkDoor(file: ParsedFile, imported: SourceImport, entry: string): Finding[] {
  if (entry === "index.ts" || /^(tests|scripts|bench)\//.test(file.path)) {
    return [];
  }
  if (entry === "module.ts") {
    return file.path === "server/app.ts"
      ? []
      : [importFinding({ file, imported }, "back-door", "module.ts is imported only by server/app.ts")];
  }
  return [importFinding({ file, imported }, "front-door", "another module is reached only through its index.ts")];
}

interface ModuleImport extends ImportOfFile {
  own: string | undefined;
  name: string;
}

function checkGraph({ file, imported, own, name }: ModuleImport): Finding[] {
  if (own === undefined || isTestFile(file.path) || findModule(own)?.mayImport.includes(name)) {
    return [];
  }
  return [importFinding({ file, imported }, "module-graph", `${own} may not import ${name}`)];
}

/** The graph itself: a row names only rows that exist and stand above it, so that no cycle can be written down. */
export function checkGraphData(rows: readonly ModuleRow[] = modules): Finding[] {
  return rows.flatMap((row, position) =>
    row.mayImport
      .filter((name) => {
        const above = rows.slice(0, position).find((other) => other.name === name);
        return above === undefined || above.level > row.level;
      })
      .map((name) => ({
        rule: "graph-data",
        path: "architecture/modules.ts",
        line: 1,
        message: `${row.name} names ${name}, which stands not above it`,
      })),
  );
}

const requiredFiles = ["index.ts", "module.ts", "README.md"];

/** A module that exists is in the graph, has both doors, and says what it owns in 40 lines at most. */
export function checkModuleFolders(files: readonly SourceFile[]): Finding[] {
  const names = new Set(files.flatMap((file) => modulePath.exec(file.path)?.[1] ?? []));
  return [...names].flatMap((name) => {
    const folder = `server/modules/${name}`;
    const missing = requiredFiles.filter((required) => !files.some((file) => file.path === `${folder}/${required}`));
    return [
      ...(findModule(name) ? [] : [folderFinding(folder, "is not in architecture/modules.ts")]),
      ...missing.map((required) => folderFinding(folder, `has no ${required}`)),
      ...longReadme(files, folder),
    ];
  });
}

function longReadme(files: readonly SourceFile[], folder: string): Finding[] {
  const readme = files.find((file) => file.path === `${folder}/README.md`);
  const tooLong = readme !== undefined && readme.text.trimEnd().split("\n").length > 40;
  return tooLong ? [folderFinding(folder, "README.md is longer than 40 lines")] : [];
}

function folderFinding(folder: string, message: string): Finding {
  return { rule: "module-folder", path: folder, line: 1, message };
}
