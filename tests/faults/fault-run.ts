import { seededRandom } from "../support/seeded-random.ts";

/** What a run is asked for. */
export interface FaultOptions {
  seed: number;
  /** Stretches or shortens the number of rounds and messages; 1 is the usual run. */
  scale: number;
  isQuick: boolean;
  /** Runs the scenarios again and again, each time with the next seed, until so much time has passed. */
  minutes: number | undefined;
  only: string[];
  /** Smallest and greatest time between two faults, in milliseconds. */
  killEveryMs: [least: number, most: number];
  /** A command that starts another test server; see README.md. */
  sinkCommand: string | undefined;
}

/** One line of the table of results. */
export interface FaultRow {
  scenario: string;
  ids: string[];
  seed: number;
  rounds: number;
  messages: number;
  lost: number;
  duplicates: number;
  uncertainByFault: number;
  uncertainWithoutFault: number;
  sentAfterNo: number;
  windowsExceeded: number;
  seconds: number;
  /** What else was measured. */
  notes: string;
  /** Empty: passed. */
  problems: string[];
}

/** What a scenario found out by itself; the rest is measured and judged for all alike. */
export interface ScenarioOutcome {
  rounds: number;
  notes?: string;
  problems?: string[];
  /** How many may be uncertain at most, by the faults that were made. */
  mostUncertain: number;
  /** Ends other than accepted and uncertain that some messages may come to here. */
  otherEnds?: ("failed" | "stopped")[];
}

export interface FaultRun {
  options: FaultOptions;
  superuserUrl: string;
  folder: string;
  random: Random;
  /** So many as the run is long; `quick` unless that would be too few. */
  size: (usual: number, quick: number) => number;
}

export interface Random {
  next: () => number;
  between: (least: number, most: number) => number;
  pick: <Item>(items: Item[]) => Item;
  /** Pause until the next fault. */
  pause: () => Promise<void>;
}

export function makeRandom(seed: number, [least, most]: [number, number]): Random {
  const next = seededRandom(seed);
  const between = (from: number, to: number) => Math.round(from + next() * (to - from));
  return {
    next,
    between,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error("nothing to choose from");
      return item;
    },
    pause: () => wait(between(least, most)),
  };
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Throws when it has not come true in time; says what was waited for. */
export async function until(what: string, isTrue: () => Promise<boolean> | boolean, withinMs = 120_000): Promise<void> {
  const endsAt = performance.now() + withinMs;
  while (!(await isTrue())) {
    if (performance.now() > endsAt) throw new Error(`not within ${Math.round(withinMs / 1000)} s: ${what}`);
    await wait(50);
  }
}
