import { type Area, areaImports, areaOf, isTestFile } from "./areas.ts";
import { type Finding, importFinding } from "./finding.ts";
import type { ParsedFile, SourceImport } from "./parse-source.ts";

/** Floor, channels, modules, entry points, browser: who may see whom (design, section 5). */
export function checkLayers(files: readonly ParsedFile[]): Finding[] {
  return files.flatMap((file) => {
    const area = areaOf(file.path);
    if (!area) {
      return [outsideLayout(file)];
    }
    return file.imports.flatMap((imported) => checkImport(file, area, imported));
  });
}

function outsideLayout(file: ParsedFile): Finding {
  return { rule: "layout", path: file.path, line: 1, message: "stands in no place of the layout" };
}

function checkImport(file: ParsedFile, area: Area, imported: SourceImport): Finding[] {
  const target = imported.target === undefined ? undefined : areaOf(imported.target);
  if (!target) {
    return imported.target === undefined ? [] : [importFinding({ file, imported }, "layer", "leads out of the layout")];
  }
  if (isAllowed(file, area, target) || isTypeOfConfiguration(imported, target)) {
    return checkChannelImport(file, imported, target);
  }
  return [importFinding({ file, imported }, "layer", `${area.name} may not import ${target.name}`)];
}

function isAllowed(file: ParsedFile, area: Area, target: Area): boolean {
  const sameOwner = area.name === target.name && area.owner !== "" && area.owner === target.owner;
  const reachedByTests = isTestFile(file.path) && (target.name === "tools" || target.name === "module");
  return sameOwner || reachedByTests || areaImports[area.name].includes(target.name);
}

/** The configuration is handed down as a value, so the floor knows its type and never reads it. */
function isTypeOfConfiguration(imported: SourceImport, target: Area): boolean {
  return imported.typeOnly && target.name === "config";
}

const channelUsers = /^server\/modules\/(messaging\/dispatch|senders)\//;

/** One road out: a message leaves from messaging/dispatch; senders knows settings, presets and connection tests. */
function checkChannelImport(file: ParsedFile, imported: SourceImport, target: Area): Finding[] {
  const isChannel = target.name === "channel" || target.name === "channel-port";
  if (!isChannel || !file.path.startsWith("server/modules/") || channelUsers.test(file.path)) {
    return [];
  }
  return [
    importFinding({ file, imported }, "channel-users", "only messaging/dispatch and senders may import a channel"),
  ];
}
