import type { Finding } from "./finding.ts";
import type { ParsedFile } from "./parse-source.ts";

/** Cycles of imports that exist at run time; a type that points back is no cycle. Each cycle is reported once. */
export function checkCycles(files: readonly ParsedFile[]): Finding[] {
  const graph = new Map(files.map((file) => [file.path, valueImports(file)]));
  const finished = new Set<string>();
  const findings: Finding[] = [];
  for (const start of graph.keys()) {
    const cycle = findCycle({ graph, finished, trail: [] }, start);
    if (cycle) {
      findings.push({
        rule: "cycle",
        path: cycle[0] ?? start,
        line: 1,
        message: `imports itself: ${cycle.join(" → ")}`,
      });
    }
  }
  return findings;
}

function valueImports(file: ParsedFile): string[] {
  return file.imports.flatMap((imported) =>
    imported.target !== undefined && !imported.typeOnly ? [imported.target] : [],
  );
}

interface Search {
  graph: ReadonlyMap<string, readonly string[]>;
  finished: Set<string>;
  trail: string[];
}

function findCycle(search: Search, path: string): string[] | undefined {
  const at = search.trail.indexOf(path);
  if (at >= 0) {
    return [...search.trail.slice(at), path];
  }
  if (search.finished.has(path)) {
    return undefined;
  }
  search.trail.push(path);
  let cycle: string[] | undefined;
  for (const target of search.graph.get(path) ?? []) {
    cycle ??= findCycle(search, target);
  }
  search.trail.pop();
  search.finished.add(path);
  return cycle;
}
