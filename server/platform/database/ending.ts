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

/** Each question by itself: one that fails says nothing of when the others are answered. */
export function answerLater({ asked }: Ending, questions: Promise<unknown>[]): void {
  // Whoever waits for the transaction hears of it.
  for (const question of questions) question.catch(() => undefined);
  asked.push(...questions);
}

/** Undefined: nothing is left to wait for. */
export function askLast(ending: Ending): Promise<unknown> | undefined {
  answerLater(
    ending,
    ending.tasks.map((task) => task()),
  );
  return ending.asked.length > 0 ? Promise.all(ending.asked) : undefined;
}

const inFailedTransaction = "25P02";

/**
 * Before the transaction is rolled back: waits for all that was asked, or it would be done after the transaction, which is to
 * say in the next one. Who asks after a statement that failed is told nothing but that something has; what it was, that one
 * knows.
 */
export async function causeOf(error: unknown, { asked }: Ending): Promise<unknown> {
  const answers = await Promise.allSettled(asked);
  const isEcho = (error as { code?: string } | null)?.code === inFailedTransaction;
  const failed = isEcho ? answers.find(({ status }) => status === "rejected") : undefined;
  return failed?.status === "rejected" ? failed.reason : error;
}

/** For the last statement but one of such a transaction. */
export const withoutTheDisk = "SET LOCAL synchronous_commit = off";

/** The commit of an entry in the log that says nothing waits for the log up to there. */
export const untilOnDisk = "SELECT pg_logical_emit_message(true, 'placet', '')";

/** Until the disk has all that was committed before. */
export async function waitForDisk(database: Database): Promise<void> {
  await sql.raw(untilOnDisk).execute(database);
}
