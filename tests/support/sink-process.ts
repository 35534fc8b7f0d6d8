import { createInterface } from "node:readline";
import { seededRandom } from "./seeded-random.ts";
import type { SinkAction, SinkStep, SinkVisit } from "./sink-actions.ts";
import { type SinkOptions, startSmtpSink } from "./smtp-sink.ts";

/**
 * The sink in a process of its own, so that it lives on whatever else is killed. SINK_OPTIONS is a `SinkScript` as JSON;
 * another one may follow on standard input, one per line, and then holds from the next command on.
 */
export interface SinkScript {
  port?: number;
  logFile?: string;
  seed?: number;
  faults?: SinkFault[];
  /** Milliseconds from … to …, drawn anew for each visit of the step. */
  delays?: Partial<Record<SinkStep, [least: number, most: number]>>;
  auth?: { userName: string; password: string };
  tls?: "implicit" | "starttls";
  pipelining?: boolean;
  dedupeHeader?: string;
}

export interface SinkFault {
  step: SinkStep;
  action: SinkAction;
  /** Each so-many-th visit of the step that the other conditions fit; 1 unless given. */
  every?: number;
  /** No more often than this. */
  times?: number;
  /** Only recipients whose address contains this. */
  to?: string;
}

export function optionsOf(script: SinkScript): SinkOptions {
  const { faults = [], delays = {}, seed = 1, ...options } = script;
  const random = seededRandom(seed);
  const rules = faults.map((fault) => ({ fault, seen: 0, done: 0 }));
  return {
    ...options,
    delayMs: ({ step }) => {
      const [least, most] = delays[step] ?? [0, 0];
      return least + random() * (most - least);
    },
    script: (visit) => rules.find((rule) => strikes(rule, visit))?.fault.action,
  };
}

interface Rule {
  fault: SinkFault;
  seen: number;
  done: number;
}

function strikes(rule: Rule, { step, to }: SinkVisit): boolean {
  const { fault } = rule;
  if (fault.step !== step || (fault.to !== undefined && !to.includes(fault.to))) return false;
  rule.seen++;
  if (rule.seen % (fault.every ?? 1) !== 0 || rule.done >= (fault.times ?? Number.POSITIVE_INFINITY)) return false;
  rule.done++;
  return true;
}

if (process.env.SINK_OPTIONS !== undefined) {
  const sink = await startSmtpSink(optionsOf(JSON.parse(process.env.SINK_OPTIONS) as SinkScript));
  // The log is opened once.
  createInterface({ input: process.stdin }).on("line", (line) => {
    sink.options = { ...optionsOf(JSON.parse(line) as SinkScript) };
  });
  process.stdin.on("error", () => undefined);
  // Without a reader of its output the process must go on.
  process.stdout.on("error", () => undefined);
  process.stdout.write(`ready ${sink.port}\n`);
}
