import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import nodeOptions from "../../scripts/node-options.json" with { type: "json" };
import { endWithRun } from "../../tests/support/end-with-run.ts";
import type { BenchInstallation } from "./installation.ts";

export interface WorkerUsage {
  cpuSeconds: number;
  peakMb: number;
}

export interface BenchWorker {
  usage: () => Promise<WorkerUsage>;
  stop: () => Promise<void>;
}

export interface WorkerOptions {
  isUngated?: boolean;
  /** Of this process. */
  mostConnections?: number;
  environment?: Record<string, string>;
}

/** Starts one worker process of the product, as `npm start` does; it looks for work at once. */
export async function startWorker(installation: BenchInstallation, options: WorkerOptions = {}): Promise<BenchWorker> {
  const child = fork(path.join(import.meta.dirname, "bench-worker.ts"), {
    execArgv: nodeOptions.options,
    env: {
      PATH: process.env.PATH ?? "",
      ...installation.environment,
      RUNTIME_URL: installation.runtimeUrl,
      UNGATED: options.isUngated ? "yes" : "no",
      MOST_CONNECTIONS: String(options.mostConnections ?? 100),
      ...options.environment,
    },
  });
  endWithRun(child);
  await answerOf<"ready">(child);
  return {
    usage: () => {
      child.send("usage");
      return answerOf<WorkerUsage>(child);
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.send("stop");
      await ended;
    },
  };
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`the worker ended with ${code}`)));
  const [answer] = (await Promise.race([once(child, "message"), ended])) as [Answer];
  return answer;
}
