import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** `npm test`: every check, and as its last line the count of all of them. Words after `--` choose steps, e.g. `browser`. */

interface Step {
  name: string;
  run: (reportFile: string) => Promise<Count>;
}

interface Count {
  passed: number;
  failed: number;
}

const bin = (name: string) => path.join("node_modules", ".bin", name);

const steps: Step[] = [
  { name: "types", run: () => asOneCheck(bin("tsc"), ["--noEmit"]) },
  { name: "style", run: () => asOneCheck(bin("biome"), ["check", "--error-on-warnings", "."]) },
  { name: "unused", run: () => asOneCheck(bin("knip"), ["--no-progress"]) },
  { name: "unit", run: runVitest },
  { name: "browser", run: runPlaywright },
];

const wanted = process.argv.slice(2);
const folder = mkdtempSync(path.join(os.tmpdir(), "placet-report-"));
const total: Count = { passed: 0, failed: 0 };
const summary: string[] = [];
for (const step of steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stdout.write(`\n=== ${step.name}\n`);
  const startedAt = Date.now();
  const count = await step.run(path.join(folder, `${step.name}.json`));
  total.passed += count.passed;
  total.failed += count.failed;
  summary.push(
    `${step.name.padEnd(8)} ${count.passed} passed, ${count.failed} failed in ${Math.round((Date.now() - startedAt) / 1000)} s`,
  );
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`\n${summary.join("\n")}\n\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

async function asOneCheck(command: string, args: string[]): Promise<Count> {
  const exitCode = await execute(command, args);
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function runVitest(reportFile: string): Promise<Count> {
  const exitCode = await execute(bin("vitest"), [
    "run",
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${reportFile}`,
  ]);
  const report = readReport<{ numPassedTests: number; numFailedTests: number }>(reportFile);
  return withExitCode({ passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 }, exitCode);
}

async function runPlaywright(reportFile: string): Promise<Count> {
  const exitCode = await execute(bin("playwright"), ["test", "--reporter=dot,json"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile,
  });
  const report = readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(reportFile);
  return withExitCode(
    { passed: (report?.stats.expected ?? 0) + (report?.stats.flaky ?? 0), failed: report?.stats.unexpected ?? 0 },
    exitCode,
  );
}

/** A run that ended badly without naming a failed test (a crash, no test found) is still a failure. */
function withExitCode(count: Count, exitCode: number): Count {
  const isSilentFailure = exitCode !== 0 && count.failed === 0;
  const ranNothing = count.passed + count.failed === 0;
  return isSilentFailure || ranNothing ? { ...count, failed: count.failed + 1 } : count;
}

function readReport<Report>(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report) : undefined;
}

function execute(command: string, args: string[], environment: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...environment },
    });
    child.on("error", () => resolve(1));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
