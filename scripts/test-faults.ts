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
const hasPassed = await runFaults({
  seed: values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed),
  minutes: values.minutes === undefined ? undefined : Number(values.minutes),
  scale: Number(values.scale),
  isQuick: values.quick,
  only: values.only,
  killEveryMs: [least, most],
  sinkCommand: values.sink,
});
process.exit(hasPassed ? 0 : 1);
