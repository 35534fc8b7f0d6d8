import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { endWithRun } from "../support/end-with-run.ts";
import type { SinkScript } from "../support/sink-process.ts";

export interface SinkProcess {
  port: number;
  logFile: string;
  /** Other faults and delays from now on. */
  say: (script: SinkScript) => void;
  stop: () => Promise<void>;
}

/** In a session of its own: no signal for the run reaches it. Another program may take its place (README.md). */
export async function startSinkProcess(
  script: SinkScript & { logFile: string },
  command: string | undefined,
): Promise<SinkProcess> {
  const own = [process.execPath, path.resolve(import.meta.dirname, "../support/sink-process.ts")];
  const [program = "", ...args] = command === undefined ? own : ["sh", "-c", command];
  const child = spawn(program, args, {
    env: { ...process.env, SINK_OPTIONS: JSON.stringify(script), SINK_LOG: script.logFile },
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  endWithRun(child);
  const port = await portOf(child);
  return {
    port,
    logFile: script.logFile,
    say: (other) => {
      child.stdin?.write(`${JSON.stringify(other)}\n`);
    },
    stop: () => end(child),
  };
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = "";
    child.once("exit", (code) => reject(new Error(`the sink ended with ${code}: ${printed}`)));
    child.stdout?.on("data", (chunk) => {
      printed += String(chunk);
      const port = /ready (\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
