import type { ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Whatever ends the run, nothing of it stays behind. */
export function endWithRun(child: ChildProcess): void {
  running.add(child);
  child.once("exit", () => running.delete(child));
}
