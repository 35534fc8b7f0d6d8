import { areaOf, isTestFile } from "./areas.ts";
import { type Finding, type ImportOfFile, importFinding } from "./finding.ts";
import { purePackages } from "./package-homes.ts";
import type { ParsedFile } from "./parse-source.ts";

/** What the kinds of files inside a module may import (design, section 4). */
export function checkFileKinds(files: readonly ParsedFile[]): Finding[] {
  return files
    .filter((file) => areaOf(file.path)?.name === "module" && !isTestFile(file.path))
    .flatMap((file) => {
      const kind = kinds.find((candidate) => candidate.matches(file.path));
      return kind ? file.imports.flatMap((imported) => checkKind(kind, { file, imported })) : [];
    });
}

interface FileKind {
  name: string;
  matches: (path: string) => boolean;
  allows: (entry: ImportOfFile) => boolean;
  promise: string;
}

function checkKind(kind: FileKind, entry: ImportOfFile): Finding[] {
  return kind.allows(entry) ? [] : [importFinding(entry, `kind-${kind.name}`, kind.promise)];
}

const kinds: readonly FileKind[] = [
  {
    name: "rules",
    matches: (path) => path.endsWith(".rules.ts"),
    allows: allowsRules,
    promise: "rules import only contracts, other rules and pure libraries",
  },
  {
    name: "queries",
    matches: (path) => path.endsWith(".queries.ts"),
    allows: allowsQueries,
    promise: "queries import the floor, contracts, their own rules, and of other modules only …Sql fragments",
  },
  {
    name: "routes",
    matches: (path) => path.endsWith(".routes.ts"),
    allows: allowsRoutes,
    promise: "routes import own use cases, contracts, http and the floor, never queries",
  },
  {
    name: "jobs",
    matches: (path) => path.endsWith(".jobs.ts"),
    allows: (entry) =>
      isOwn(entry) || startsWith(entry, ["server/platform/", "contracts/"]) || isPackage(entry, ["zod"]),
    promise: "jobs import own use cases, the floor and contracts",
  },
  {
    name: "events",
    matches: (path) => path.endsWith(".events.ts"),
    allows: (entry) => startsWith(entry, ["contracts/", "server/platform/"]) || isPackage(entry, ["zod"]),
    promise: "events import contracts only",
  },
  {
    name: "http",
    matches: (path) => !/\.routes\.ts$|\/module\.ts$/.test(path),
    // html.ts only escapes: previews and pages are made where their text is known.
    allows: (entry) =>
      !startsWith(entry, ["server/http/"]) || entry.imported.typeOnly || targetOf(entry) === "server/http/html.ts",
    promise: "only routes and module.ts know http",
  },
];

function allowsRules(entry: ImportOfFile): boolean {
  const ownRules = isOwn(entry) && /\.rules\.ts$/.test(targetOf(entry));
  // A type vanishes; the other walls say whose types may be known.
  const typeOfOurs = entry.imported.typeOnly && targetOf(entry) !== "";
  return ownRules || typeOfOurs || startsWith(entry, ["contracts/"]) || isPackage(entry, purePackages);
}

function allowsQueries(entry: ImportOfFile): boolean {
  const { imported } = entry;
  const ownSource = isOwn(entry) && (imported.typeOnly || /\.(rules|queries)\.ts$/.test(targetOf(entry)));
  const sharedFragment = imported.valueNames.every((name) => /Sql$/.test(name)) && /\/index\.ts$/.test(targetOf(entry));
  const floor = startsWith(entry, ["server/platform/", "contracts/"]);
  return ownSource || sharedFragment || floor || isPackage(entry, ["kysely"]);
}

function allowsRoutes(entry: ImportOfFile): boolean {
  const ownUseCase = isOwn(entry) && (entry.imported.typeOnly || !/\.queries\.ts$/.test(targetOf(entry)));
  const below = startsWith(entry, ["contracts/", "server/http/", "server/platform/"]);
  return ownUseCase || below || isPackage(entry, ["zod"]);
}

function targetOf({ imported }: ImportOfFile): string {
  return imported.target ?? "";
}

function isOwn(entry: ImportOfFile): boolean {
  const own = areaOf(entry.file.path)?.owner;
  return own !== undefined && targetOf(entry).startsWith(`server/modules/${own}/`);
}

function startsWith(entry: ImportOfFile, folders: readonly string[]): boolean {
  return folders.some((folder) => targetOf(entry).startsWith(folder));
}

function isPackage({ imported }: ImportOfFile, names: readonly string[]): boolean {
  return imported.packageName !== undefined && names.includes(imported.packageName);
}
