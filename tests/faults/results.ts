import { existsSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { FaultOptions, FaultRow } from "./fault-run.ts";

export interface Results {
  rows: FaultRow[];
  options: FaultOptions;
  startedAt: Date;
  seconds: number;
  /** Of the machine, and of what ran on it. */
  versions: Record<string, string>;
}

const folder = import.meta.dirname;

/** Of a run of some scenarios, the rows take the places of their older ones. */
export function writeResults(run: Results): void {
  const results = { ...run, rows: run.options.only.length === 0 ? run.rows : replaceIn(readRows(), run.rows) };
  const machine = `${os.cpus()[0]?.model ?? "unknown processor"}, ${os.availableParallelism()} cores, ${os.platform()} ${os.arch()}`;
  const kept = { ...results, machine, total: totalOf(results.rows) };
  writeFileSync(path.join(folder, "results.json"), `${JSON.stringify(kept, null, 2)}\n`);
  writeFileSync(path.join(folder, "results.md"), markdown(results, machine));
}

function readRows(): FaultRow[] {
  const file = path.join(folder, "results.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Results).rows : [];
}

function replaceIn(older: FaultRow[], newer: FaultRow[]): FaultRow[] {
  const known = new Set(older.map((row) => row.scenario));
  const again = (name: string) => newer.filter((row) => row.scenario === name);
  const replaced = older.flatMap((row) => (again(row.scenario).length > 0 ? again(row.scenario) : row));
  return [...replaced, ...newer.filter((row) => !known.has(row.scenario))];
}

const columns: [title: string, cell: (row: FaultRow) => string | number][] = [
  ["Scenario", (row) => `${row.scenario} (${row.ids.join(", ")})`],
  ["Seed", (row) => (row.scenario === "All" ? "" : row.seed)],
  ["Rounds", (row) => row.rounds],
  ["Messages", (row) => row.messages],
  ["Lost", (row) => row.lost],
  ["Duplicates", (row) => row.duplicates],
  ["Uncertain: by fault / without", (row) => `${row.uncertainByFault} / ${row.uncertainWithoutFault}`],
  ["Sent after a no", (row) => row.sentAfterNo],
  ["Windows exceeded", (row) => row.windowsExceeded],
  ["Result", (row) => (row.problems.length === 0 ? "passed" : "FAILED")],
];

function markdown({ rows, options, startedAt, versions }: Results, machine: string): string {
  const total = totalOf(rows);
  const line = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  const notes = rows.flatMap((row) => [
    ...(row.notes === "" ? [] : [`- ${row.scenario}: ${row.notes}`]),
    ...row.problems.map((problem) => `- **${row.scenario} failed**: ${problem}`),
  ]);
  return `# Results of the fault suite

\`npm run test:faults\`${options.isQuick ? " with `--quick`" : ""}, each row with its \`--seed\`; the last at
${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC, ${Math.round(rows.reduce((sum, row) => sum + row.seconds, 0) / 60)} minutes in all. ${machine}. ${Object.entries(
    versions,
  )
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")}.

${line(columns.map(([title]) => title))}
${line(columns.map((_, index) => (index === 0 ? "---" : "---:")))}
${rows.map((row) => line(columns.map(([, cell]) => cell(row)))).join("\n")}
${line(columns.map(([, cell]) => cell(total)).map((cell) => (cell === "" ? "" : `**${cell}**`)))}

"Uncertain by fault": the process was killed, or the server or the network cut off, between the dot and the answer; nobody
can know, and the message is shown as uncertain and never sent again by itself. "Without": must not happen.

${notes.join("\n")}
`;
}

export function totalOf(rows: FaultRow[]): FaultRow {
  const add = (name: "rounds" | "messages" | "lost" | "duplicates" | "seconds") =>
    rows.reduce((sum, row) => sum + row[name], 0);
  const more = (name: "uncertainByFault" | "uncertainWithoutFault" | "sentAfterNo" | "windowsExceeded") =>
    rows.reduce((sum, row) => sum + row[name], 0);
  return {
    scenario: "All",
    ids: [`${rows.length} runs`],
    seed: rows[0]?.seed ?? 0,
    rounds: add("rounds"),
    messages: add("messages"),
    lost: add("lost"),
    duplicates: add("duplicates"),
    uncertainByFault: more("uncertainByFault"),
    uncertainWithoutFault: more("uncertainWithoutFault"),
    sentAfterNo: more("sentAfterNo"),
    windowsExceeded: more("windowsExceeded"),
    seconds: add("seconds"),
    notes: "",
    problems: rows.flatMap((row) => row.problems),
  };
}
