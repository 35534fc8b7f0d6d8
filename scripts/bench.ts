import { parseArgs } from "node:util";
import { runBench, UnknownBenchmark } from "../bench/run-bench.ts";
import { MissingPostfix } from "../bench/support/sinks.ts";

/** `npm run bench -- [--quick] [--data <folder>] [name …]` */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, data: { type: "string" } },
});

// The end of the process takes its children and its database with it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

try {
  const isValid = await runBench({ names: positionals, scale: values.quick ? "quick" : "full", data: values.data });
  process.exitCode = isValid ? 0 : 1;
} catch (error) {
  if (!(error instanceof MissingPostfix || error instanceof UnknownBenchmark)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
