import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { SourceFile } from "./parse-source.ts";

const roots = ["architecture", "bench", "contracts", "database", "i18n", "scripts", "server", "tests", "web"];
const skippedFolders = new Set(["node_modules", "dist", "fixtures", "dumps"]);
const readFileNames = /\.(ts|tsx|mjs|sql|json|md|css)$/;

/** Every file of ours that a check reads, in the order of its path. */
export function readSourceTree(root: string): SourceFile[] {
  return roots
    .flatMap((folder) => listFiles(join(root, folder)))
    .map((file) => ({ path: relative(root, file).split(sep).join("/"), text: readFileSync(file, "utf8") }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function listFiles(folder: string): string[] {
  return readFolder(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return skippedFolders.has(entry.name) ? [] : listFiles(path);
    }
    return readFileNames.test(entry.name) ? [path] : [];
  });
}

function readFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return [];
    }
    throw error;
  }
}
