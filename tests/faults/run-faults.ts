import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startTestDatabases } from "../support/test-databases.ts";
import { type FaultOptions, type FaultRow, type FaultRun, makeRandom } from "./fault-run.ts";
import { totalOf, writeResults } from "./results.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/all.ts";

/** Every scenario once (or for so many minutes), one after the other, and the table of what came out. True: all passed. */
export async function runFaults(options: FaultOptions): Promise<boolean> {
  const startedAt = new Date();
  const wanted = scenarios.filter((one) => isWanted(one, options));
  if (wanted.length === 0) throw new Error(`no scenario is called ${options.only.join(" or ")}`);
  say(`seed ${options.seed}, ${wanted.length} scenarios`);
  const folder = mkdtempSync(path.join(os.tmpdir(), "placet-faults-"));
  // With its usual durability: what was acknowledged must be there after a kill.
  const databases = await startTestDatabases(folder, ["max_wal_size=2GB"]);
  stopOnSignal(databases.stop);
  const rows: FaultRow[] = [];
  try {
    for (let seed = options.seed; seed === options.seed || isTimeLeft(options, startedAt); seed++) {
      for (const one of wanted)
        rows.push(await play(one, makeRun({ ...options, seed }, databases.superuserUrl, folder)));
    }
  } finally {
    databases.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
  // A short run of some says less than the rows that it would replace.
  if (options.only.length === 0 || !options.isQuick)
    writeResults({ rows, options, startedAt, seconds, versions: { Node: process.version } });
  const { problems } = totalOf(rows);
  say(problems.length === 0 ? `all passed, in ${seconds} s` : `${problems.length} problems, in ${seconds} s`);
  return problems.length === 0;
}

function stopOnSignal(stopDatabase: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stopDatabase();
      process.exit(130);
    });
  }
}

function isWanted({ name, ids, isLeftOutWhenQuick }: Scenario, { only, isQuick }: FaultOptions): boolean {
  if (only.length === 0) return !(isQuick && isLeftOutWhenQuick);
  return only.some((word) => ids.includes(word) || name.includes(word));
}

function isTimeLeft({ minutes }: FaultOptions, startedAt: Date): boolean {
  return minutes !== undefined && Date.now() - startedAt.getTime() < minutes * 60_000;
}

function makeRun(options: FaultOptions, superuserUrl: string, folder: string): FaultRun {
  return {
    options,
    superuserUrl,
    folder,
    random: makeRandom(options.seed, options.killEveryMs),
    size: (usual, quick) => Math.max(1, options.isQuick ? quick : Math.round(usual * options.scale)),
  };
}

async function play(one: Scenario, run: FaultRun): Promise<FaultRow> {
  say(`${one.name} (${one.ids.join(", ")}) …`);
  const row = await one.run(run).catch((error: unknown) => failed(one, run, error));
  say(
    `  ${row.problems.length === 0 ? "passed" : "FAILED"} in ${row.seconds} s: ${row.rounds} rounds, ${row.messages} messages, ` +
      `${row.lost} lost, ${row.duplicates} duplicates, ${row.uncertainByFault} uncertain by fault, ` +
      `${row.uncertainWithoutFault} without${row.notes === "" ? "" : `; ${row.notes}`}`,
  );
  for (const problem of row.problems) say(`  - ${problem}`);
  return row;
}

function failed({ name, ids }: Scenario, run: FaultRun, error: unknown): FaultRow {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ...totalOf([]), scenario: name, ids, seed: run.options.seed, problems: [text] };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
