import { readSinkLog } from "../../server/modules/messaging/doctor/read-sink-log.ts";
import { runDoctor } from "../../server/modules/messaging/doctor/run-doctor.ts";
import type { FaultRow, ScenarioOutcome } from "./fault-run.ts";
import { query, type World } from "./world.ts";

export type Measured = Pick<
  FaultRow,
  | "messages"
  | "lost"
  | "duplicates"
  | "uncertainByFault"
  | "uncertainWithoutFault"
  | "sentAfterNo"
  | "windowsExceeded"
  | "problems"
>;

interface Row {
  messageId: string;
  state: string;
  isSecondCopy: boolean;
}

/**
 * What stands in the database and what the sink took, counted here once more and judged by the auditor. Nothing of the
 * program's own bookkeeping is trusted alone.
 */
export async function measure(world: World, outcome: ScenarioOutcome): Promise<Measured> {
  const { copies, answered } = await readSinkLog(world.sink.logFile);
  const rows = await query<Row>(
    world.app,
    `SELECT message_id AS "messageId", state, is_second_copy AS "isSecondCopy" FROM messaging.messages`,
  );
  const copiesOf = (row: Row) => copies.get(row.messageId) ?? 0;
  const uncertain = rows.filter((row) => row.state === "uncertain");
  const needless = outcome.mostUncertain === 0 ? uncertain : uncertain.filter((row) => answered.has(row.messageId));
  const report = await runDoctor(world.app.platform, { sinkLog: world.sink.logFile, pauseMs: 0 });
  const found = (...invariants: string[]) =>
    report.findings.filter((one) => invariants.includes(one.invariant)).reduce((sum, one) => sum + one.found, 0);
  const measured = {
    messages: rows.length,
    lost: rows.filter((row) => isLost(row, copiesOf(row))).length,
    duplicates: sum(rows.map((row) => Math.max(0, copiesOf(row) - (row.isSecondCopy ? 2 : 1)))),
    uncertainByFault: uncertain.length - needless.length,
    uncertainWithoutFault: needless.length,
    sentAfterNo: found("INV-4", "INV-5"),
    windowsExceeded: found("INV-9"),
  };
  return {
    ...measured,
    problems: [
      ...(outcome.problems ?? []),
      ...judge(measured, outcome),
      ...otherEnds(rows, outcome),
      ...report.findings.map(say),
    ],
  };
}

/** Nobody who may be written to is left out without a cause. */
function otherEnds(rows: Row[], { otherEnds: allowed = [] }: ScenarioOutcome): string[] {
  return (["failed", "stopped"] as const).flatMap((state) => {
    const count = rows.filter((row) => row.state === state).length;
    return count === 0 || allowed.includes(state) ? [] : [`${count} ${state} without a cause`];
  });
}

/** Not at an end, or said to have left though it never arrived. */
function isLost(row: Row, copies: number): boolean {
  return ["queued", "claimed", "handing-over"].includes(row.state) || (row.state === "accepted" && copies === 0);
}

function judge(measured: Omit<Measured, "problems">, { mostUncertain, rounds }: ScenarioOutcome): string[] {
  const mustBeNone = ["lost", "duplicates", "uncertainWithoutFault", "sentAfterNo", "windowsExceeded"] as const;
  const problems = mustBeNone.flatMap((name) => (measured[name] === 0 ? [] : [`${name}: ${measured[name]}`]));
  if (measured.uncertainByFault > mostUncertain)
    problems.push(`${measured.uncertainByFault} uncertain, at most ${mostUncertain} expected`);
  if (rounds === 0) problems.push("no fault was made: nothing is proved");
  return problems;
}

function say({ invariant, what, found, examples }: Awaited<ReturnType<typeof runDoctor>>["findings"][number]): string {
  return `${invariant} ${what}: ${found} (${examples[0] ?? "-"})`;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
