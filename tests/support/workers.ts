import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { platformSenderAt } from "./sending.ts";
import type { SmtpSink } from "./smtp-sink.ts";
import type { TestApp } from "./test-app.ts";

type WhereToWork = { app: Pick<TestApp, "runtimeUrl" | "platform">; sink: Pick<SmtpSink, "port"> };

export interface WorkerProcess {
  child: ChildProcess;
  pid: number;
  kill: (signal: NodeJS.Signals) => void;
  /** `using`: a test that fails leaves no process behind, not even one that was stopped and would hold up the whole run. */
  [Symbol.dispose]: () => void;
  /** The signal or exit code that it ended with. */
  ended: Promise<NodeJS.Signals | number | null>;
}

/** A worker that may die without taking the test with it. Its children, if any, are its own. */
export function startWorkerProcess(
  sending: WhereToWork,
  environment: Record<string, string> = {},
): Promise<WorkerProcess> {
  return startProcess("dispatcher-process.ts", sending, environment);
}

export async function startProcess(
  program: string,
  sending: WhereToWork,
  environment: Record<string, string>,
): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, program)], {
    env: {
      PATH: process.env.PATH ?? "",
      RUNTIME_URL: sending.app.runtimeUrl,
      PLACET_DATA: sending.app.platform.config.dataFolder,
      PUBLIC_URL: sending.app.platform.config.publicUrl,
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "error",
      ...platformSenderAt(sending.sink.port),
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) =>
    child.once("exit", (code, signal) => resolve(signal ?? code)),
  );
  const ready = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
  await Promise.race([ready, ended.then((how) => Promise.reject(new Error(`the worker ended with ${how}`)))]);
  return { child, pid: child.pid ?? 0, kill, [Symbol.dispose]: () => kill("SIGKILL"), ended };
}
