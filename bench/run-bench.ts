import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { consentPanel } from "./consent-panel.ts";
import { growth } from "./growth.ts";
import { importContacts } from "./import-contacts.ts";
import { ledger } from "./ledger.ts";
import { listSummary } from "./list-summary.ts";
import { priceOfGuarantees } from "./price-of-guarantees.ts";
import { queueing } from "./queueing.ts";
import { roadWithDkim } from "./road-with-dkim.ts";
import { roadWithoutDkim } from "./road-without-dkim.ts";
import { singleMessage } from "./single-message.ts";
import type { Bench, Benchmark, Scale } from "./support/benchmark.ts";
import { makeDataSets } from "./support/generated-people.ts";
import { type BenchInstallation, openBenchInstallation } from "./support/installation.ts";
import { describeMachine } from "./support/machine.ts";
import { figureRow, isValidRun, type Result, type Run, writeResults } from "./support/report.ts";
import { freePort, requirePostfix } from "./support/sinks.ts";
import { twoWorkers } from "./two-workers.ts";

/** The small data sets first: the large one makes the tables large for all that follow. */
const benchmarks: readonly Benchmark[] = [
  roadWithDkim,
  roadWithoutDkim,
  priceOfGuarantees,
  twoWorkers,
  singleMessage,
  importContacts,
  ledger,
  queueing,
  listSummary,
  consentPanel,
  growth,
];

export interface BenchOptions {
  names: string[];
  scale: Scale;
  /** A folder whose database is kept for the next run; else a new one that is thrown away. */
  data: string | undefined;
}

export class UnknownBenchmark extends Error {}

/** Answers whether every figure counts. */
export async function runBench(options: BenchOptions): Promise<boolean> {
  const wanted = choose(options.names);
  if (wanted.some((benchmark) => benchmark.needsPostfix)) requirePostfix();
  const installation = await openBenchInstallation({
    folder: options.data ?? mkdtempSync(path.join(os.tmpdir(), "placet-bench-")),
    sinkPort: await freePort(),
    isKept: options.data !== undefined,
  });
  try {
    return await runAll(installation, wanted, options.scale);
  } finally {
    await installation.stop();
  }
}

function choose(names: string[]): readonly Benchmark[] {
  const known = benchmarks.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new UnknownBenchmark(`No benchmark ${unknown.join(", ")}. There are: ${known.join(", ")}`);
  return names.length === 0 ? benchmarks : benchmarks.filter(({ name }) => names.includes(name));
}

async function runAll(installation: BenchInstallation, wanted: readonly Benchmark[], scale: Scale): Promise<boolean> {
  const machine = await describeMachine(installation);
  console.log(machine);
  const bench: Bench = {
    scale,
    installation,
    data: makeDataSets(installation, console.log),
    pick: (sizes) => sizes[scale],
    say: console.log,
  };
  const run: Run = { scale, startedAt: new Date().toISOString(), machine, results: [] };
  let file = "";
  for (const benchmark of wanted) {
    console.log(`\n${benchmark.title}`);
    const result = await runOne(benchmark, bench);
    run.results.push(result);
    for (const figure of result.figures) console.log(figureRow(figure));
    console.log(result.error ?? `  ${result.seconds.toFixed(0)} s`);
    // After each, so that a run that is cut short leaves what it has found.
    file = writeResults(run);
  }
  console.log(`\nWritten to ${file}`);
  const isValid = isValidRun(run);
  if (!isValid) console.log("NOT VALID: something that must hold did not. See the end of the file.");
  return isValid;
}

async function runOne(benchmark: Benchmark, bench: Bench): Promise<Result> {
  const { name, title } = benchmark;
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  try {
    const figures = await benchmark.run(bench);
    return { name, title, seconds: seconds(), figures };
  } catch (error) {
    return {
      name,
      title,
      seconds: seconds(),
      figures: [],
      error: error instanceof Error ? String(error.stack) : String(error),
    };
  }
}
