import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { runFaults } from "../tests/faults/run-faults.ts";

/** `npm run test:faults`: real processes are killed, stopped and cut off; tests/faults/README.md says how to read the table. */
const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    minutes: { type: "string" },
    scale: { type: "string", default: "1" },
    quick: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    "kill-every": { type: "string", default: "300-2500" },
    sink: { type: "string" },
  },
});

const [least = 300, most = 2500] = values["kill-every"].split("-").map(Number);
const isOnlyReturns = values.only.length === 1 && values.only[0] === "bounces";
const hasPassed =
  isOnlyReturns ||
  (await runFaults({
    seed: values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed),
    minutes: values.minutes === undefined ? undefined : Number(values.minutes),
    scale: Number(values.scale),
    isQuick: values.quick,
    only: values.only,
    killEveryMs: [least, most],
    sinkCommand: values.sink,
  }));
const wantsReturns = values.only.length === 0 || values.only.includes("bounces");
process.exit(hasPassed && (!wantsReturns || provesReturns()) ? 0 : 1);

/** Returned mails, with a real Postfix and a real Dovecot: these are tests, not scenarios. */
function provesReturns(): boolean {
  const root = path.resolve(import.meta.dirname, "..");
  const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
  const config = path.join(root, "tests", "faults", "vitest.config.ts");
  return spawnSync(process.execPath, [vitest, "run", "--config", config], { cwd: root, stdio: "inherit" }).status === 0;
}
