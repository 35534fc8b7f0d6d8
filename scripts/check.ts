import { spawnSync } from "node:child_process";
import path from "node:path";
import { checkArchitecture } from "../architecture/check-architecture.ts";
import { describeFinding } from "../architecture/finding.ts";
import { readSourceTree } from "../architecture/source-tree.ts";

/** `npm run check`: what can be said about the program without running it. Fails on any finding. */
const tools: readonly [name: string, ...args: string[]][] = [
  ["tsc", "--noEmit"],
  ["biome", "check", "--error-on-warnings", "."],
  ["knip", "--no-progress"],
];

const failed = tools.filter(([name, ...args]) => !runTool(name, args)).map(([name]) => name);
if (!checkWalls()) {
  failed.push("walls");
}
process.stdout.write(failed.length === 0 ? "\nNothing found.\n" : `\nFound something: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

function runTool(name: string, args: readonly string[]): boolean {
  process.stdout.write(`\n=== ${name}\n`);
  const binary = path.join("node_modules", ".bin", name);
  return spawnSync(binary, args, { stdio: "inherit", shell: process.platform === "win32" }).status === 0;
}

function checkWalls(): boolean {
  process.stdout.write("\n=== walls\n");
  const findings = checkArchitecture(readSourceTree(process.cwd()));
  for (const finding of findings) {
    process.stdout.write(`${describeFinding(finding)}\n`);
  }
  return findings.length === 0;
}
