import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Figure, Invariant, Scale, Target } from "./benchmark.ts";
import type { Machine } from "./machine.ts";

export interface Result {
  name: string;
  title: string;
  seconds: number;
  figures: Figure[];
  /** What went wrong instead of figures. */
  error?: string;
}

export interface Run {
  scale: Scale;
  startedAt: string;
  machine: Machine;
  results: Result[];
}

const folder = path.join(import.meta.dirname, "..", "results");

export function writeResults(run: Run): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${run.startedAt.slice(0, 16).replaceAll(":", "")}-${run.scale}`);
  writeFileSync(`${file}.json`, `${JSON.stringify(run, null, 2)}\n`);
  writeFileSync(`${file}.md`, asMarkdown(run));
  return `${file}.md`;
}

/** A figure whose invariants did not hold is none, however fast. */
export function isValid({ invariants }: Figure): boolean {
  return invariants.length > 0 && invariants.every(({ isHeld }) => isHeld);
}

export function isValidRun({ results }: Run): boolean {
  return results.every((result) => result.error === undefined && result.figures.every(isValid));
}

function asMarkdown(run: Run): string {
  const { machine } = run;
  const changed = machine.isChanged ? " with changes" : "";
  const lines = [
    `# Benchmarks of ${run.startedAt}, ${run.scale}`,
    "",
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}. Node ${machine.node}, ${machine.postgres}, Postfix ${machine.postfix}, nodemailer ${machine.nodemailer}. Commit ${machine.commit}${changed}. Load before: ${machine.loadBefore.toFixed(1)}.`,
    "",
    "| Measure | Value | Peer in the same run | Ratio | Target | Stretch | |",
    "|---|---:|---|---:|---|---|---|",
    ...run.results.flatMap(({ title, figures, error }) => [
      `| **${title}** | | | | | | ${error === undefined ? "" : `failed: ${cell(error)}`} |`,
      ...figures.map(figureRow),
    ]),
    "",
    "## What held in the same run",
    "",
    ...run.results.flatMap(({ title, figures }) => [
      `- **${title}**`,
      ...unique(figures.flatMap(({ invariants }) => summarise(invariants))).map((line) => `  - ${line}`),
    ]),
    "",
  ];
  return lines.join("\n");
}

export function figureRow(figure: Figure): string {
  const { measure, value, unit, peer, ratio, targets } = figure;
  const shown = peer ? `${peer.name}: ${round(peer.value)}` : "–";
  const columns = [
    measure,
    `${round(value)} ${unit}`,
    shown,
    ratio === undefined ? "–" : `${ratio.toFixed(2)} ×`,
    targets.map((target) => goal(target, unit, target.target)).join(", "),
    targets.flatMap((target) => (target.stretch === undefined ? [] : [goal(target, unit, target.stretch)])).join(", "),
    verdict(figure),
  ];
  return `| ${columns.map(cell).join(" | ")} |`;
}

function goal(target: Target, unit: string, value: number): string {
  return `${target.is === "at-least" ? "≥" : "≤"} ${value} ${target.of === "ratio" ? "×" : unit}`;
}

function verdict(figure: Figure): string {
  if (!isValid(figure)) return "INVALID";
  if (figure.targets.every((target) => isMet(figure, target, target.stretch ?? Number.NaN))) return "stretch met";
  return figure.targets.every((target) => isMet(figure, target, target.target)) ? "met" : "missed";
}

function isMet({ value, ratio }: Figure, { of, is }: Target, goalValue: number): boolean {
  const found = of === "ratio" ? (ratio ?? Number.NaN) : value;
  return is === "at-least" ? found >= goalValue : found <= goalValue;
}

/** One line for each name; the rounds that broke it are shown. */
function summarise(invariants: Invariant[]): string[] {
  return [...Map.groupBy(invariants, ({ name }) => name)].map(([name, rounds]) => {
    const broken = rounds.filter(({ isHeld }) => !isHeld);
    const example = broken[0] ?? rounds.at(-1);
    return `${name}: ${broken.length === 0 ? `held (${rounds.length} ×)` : `BROKEN (${broken.length} of ${rounds.length})`}, e.g. ${example?.detail}`;
  });
}

function unique(lines: string[]): string[] {
  return [...new Set(lines)];
}

function round(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return value >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
