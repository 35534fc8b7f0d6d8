import type { DataSets } from "./generated-people.ts";
import type { BenchInstallation } from "./installation.ts";

/** A promise about a figure: the value, or its ratio to the peer's, must not fall below or rise above it. */
export interface Target {
  of: "value" | "ratio";
  is: "at-least" | "at-most";
  target: number;
  stretch?: number;
}

/** Something that must have been true while the figure was measured. */
export interface Invariant {
  name: string;
  isHeld: boolean;
  detail: string;
}

export interface Figure {
  /** What was measured, in words. */
  measure: string;
  value: number;
  unit: string;
  peer?: { name: string; value: number };
  /** Value of ours divided by the peer's. */
  ratio?: number;
  targets: Target[];
  invariants: Invariant[];
  /** Single rounds, and what else helps to judge the figure. */
  details?: Record<string, unknown>;
}

export type Scale = "full" | "quick";

export interface Bench {
  scale: Scale;
  installation: BenchInstallation;
  data: DataSets;
  /** The number for this scale. */
  pick: (sizes: Record<Scale, number>) => number;
  say: (line: string) => void;
}

export interface Benchmark {
  name: string;
  title: string;
  needsPostfix?: boolean;
  run: (bench: Bench) => Promise<Figure[]>;
}
