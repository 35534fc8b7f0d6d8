import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { FaultRun } from "../fault-run.ts";
import { totalOf } from "../results.ts";
import type { Scenario } from "../scenario.ts";

const files = [
  "dispatch/road-out",
  "dispatch/limit-windows",
  "dispatch/retry-times",
  "api/whole-or-nothing",
  "database/array-text",
  "consent/fold",
  "consent/ledger-writers",
  ...["ledger-hash", "ledger-record", "utc-moment", "verify-export"].map((name) => `consent/${name}`),
  ...["name-form", "email-address", "csv/csv"].map((name) => `contacts/${name}`),
  ...["build-mail", "pipelining", "sign-mail"].map((name) => `email-smtp/${name}`),
  "dispatch/write-message-mail",
  "templates/merge-language",
  "returns/report",
];

/** The same properties as in `npm test`, with this run's seed and many more draws; and every statement cut, not some. */
export const properties: Scenario = {
  name: "properties with many draws, every statement cut",
  ids: ["P-01", "P-02", "P-03", "P-16", "R-17", "C-08"],
  run: async (run) => {
    const startedAt = performance.now();
    const factor = run.size(12, 3);
    const report = path.join(run.folder, "properties.json");
    const code = await runVitest(run, factor, report);
    const { numPassedTests: passed, testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    const failed = testResults.flatMap((file) => file.assertionResults).filter((test) => test.status === "failed");
    const problems = failed.map((test) => `${test.title}: ${test.failureMessages[0]?.slice(0, 400) ?? ""}`);
    if (code !== 0 && problems.length === 0) problems.push(`vitest ended with ${code}`);
    return {
      ...totalOf([]),
      scenario: properties.name,
      ids: properties.ids,
      seed: run.options.seed,
      rounds: passed,
      notes: `${passed} properties and tests, draws times ${factor}`,
      problems,
      seconds: Math.round((performance.now() - startedAt) / 1000),
    };
  },
};

interface Report {
  numPassedTests: number;
  testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
}

function runVitest({ options }: FaultRun, factor: number, report: string): Promise<number> {
  const vitest = path.resolve(import.meta.dirname, "../../../node_modules/.bin/vitest");
  const reporters = ["--reporter=json", `--outputFile.json=${report}`];
  const child = spawn(vitest, ["run", ...files, ...reporters], {
    cwd: path.resolve(import.meta.dirname, "../../.."),
    env: { ...process.env, PROPERTY_FACTOR: String(factor), PROPERTY_SEED: String(options.seed) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}
