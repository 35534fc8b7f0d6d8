import { sql } from "kysely";
import type { Database } from "./types.ts";

/** What a transaction leaves to its end. */
export interface Ending {
  /** Asked already; what they answer is waited for with the commit. */
  asked: Promise<unknown>[];
  /** Asked when the work is done; what they ask at once travels with the commit. */
  tasks: (() => Promise<unknown>)[];
  /** The commit itself does not wait for the disk. */
  letsGoEarly: boolean;
}

export function newEnding(): Ending {
  return { asked: [], tasks: [], letsGoEarly: false };
}

export function answerLater({ asked }: Ending, question: Promise<unknown>): void {
  // Whoever waits for the transaction hears of it.
  question.catch(() => undefined);
  asked.push(question);
}

/** Undefined: nothing is left to wait for. */
export function askLast({ asked, tasks }: Ending): Promise<unknown> | undefined {
  if (asked.length + tasks.length === 0) return undefined;
  return Promise.all([...asked, ...tasks.map((task) => task())]);
}

const inFailedTransaction = "25P02";

/** Who asks after a statement that failed is told nothing but that something has: what it was, that one knows. */
export async function causeOf(error: unknown, { asked }: Ending): Promise<unknown> {
  if ((error as { code?: string } | null)?.code !== inFailedTransaction) return error;
  for (const answer of await Promise.allSettled(asked)) if (answer.status === "rejected") return answer.reason;
  return error;
}

/** For the last statement but one of such a transaction. */
export const withoutTheDisk = "SET LOCAL synchronous_commit = off";

/** The commit of an entry in the log that says nothing waits for the log up to there. */
export const untilOnDisk = "SELECT pg_logical_emit_message(true, 'placet', '')";

/** Until the disk has all that was committed before. */
export async function waitForDisk(database: Database): Promise<void> {
  await sql.raw(untilOnDisk).execute(database);
}
