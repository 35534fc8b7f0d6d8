import { sql } from "kysely";
import type { Role } from "../../contracts/identity.ts";
import type { Language } from "../../contracts/languages.ts";
import {
  answerLater,
  askLast,
  causeOf,
  type Ending,
  newEnding,
  waitForDisk,
  withoutTheDisk,
} from "./database/ending.ts";
import type { Tx } from "./database/types.ts";
import { newId } from "./ids.ts";
import type { Logger } from "./logger.ts";
import type { Platform } from "./platform.ts";

export type Actor =
  | { kind: "user"; userId: string; name: string; role: Role }
  | { kind: "api-key"; apiKeyId: string; name: string }
  | { kind: "person"; addressId: string }
  | { kind: "system"; name: string }
  | { kind: "operator"; name: string; reason: string };

/** One open transaction of one organisation. What is done through it becomes true together or not at all. */
export interface Context {
  platform: Platform;
  orgId: string;
  actor: Actor;
  tx: Tx;
  language: Language;
  requestId: string;
  logger: Logger;
  /**
   * Begun when the work is done; what it asks at once travels with the commit, so that nothing waits for the answer but what
   * follows the commit; what it asked later would come too late. It may fail by the database alone: then nothing of the
   * transaction is true.
   */
  lastly: (task: () => Promise<void>) => void;
  /**
   * For what somebody waits for: what has been asked need not be answered before the work goes on. The database does it in
   * its turn, and its error is the transaction's. Each question by itself, not a promise of several.
   */
  answerLater: (asked: Promise<unknown>[]) => void;
  /**
   * For what many wait for in a row: the locks of this transaction go when it is committed, and not only when the disk has
   * it. Whoever asked for it hears of it when the disk has it; so does whoever commits what came after it, since the log of
   * PostgreSQL has one order.
   */
  letGoEarly: () => void;
  /** Runs after the commit; never for a transaction that was rolled back. */
  afterCommit: (task: () => void) => void;
}

export interface OrganisationScope {
  orgId: string;
  actor: Actor;
  language?: Language;
  requestId?: string;
  /** For the road out and the pages of people: over connections that plan each statement once (pipelined-database.ts). */
  isPipelined?: boolean;
}

const maxAttempts = 5;
const retryableCodes = new Set(["40001", "40P01"]);

/** Runs `work` in one transaction that sees only this organisation, again from the start when PostgreSQL asks for it. */
export async function runInOrganisation<Result>(
  platform: Platform,
  scope: OrganisationScope,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const requestId = scope.requestId ?? newId();
  for (let attempt = 1; ; attempt++) {
    const afterCommit: (() => void)[] = [];
    const ending = newEnding();
    try {
      const inTransaction = (tx: Tx) =>
        work({
          platform,
          orgId: scope.orgId,
          actor: scope.actor,
          tx,
          language: scope.language ?? "en",
          requestId,
          // Most write nothing down.
          get logger() {
            return platform.logger.child({ requestId, orgId: scope.orgId });
          },
          lastly: (task) => ending.tasks.push(task),
          answerLater: (asked) => answerLater(ending, asked),
          letGoEarly: () => {
            ending.letsGoEarly = true;
          },
          afterCommit: (task) => afterCommit.push(task),
        });
      const result = await transact(platform, scope, { work: inTransaction, ending });
      for (const task of afterCommit) task();
      return result;
    } catch (error) {
      if (attempt >= maxAttempts || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * attempt * attempt + Math.random() * 20));
    }
  }
}

interface Parts<Result> {
  work: (tx: Tx) => Promise<Result>;
  ending: Ending;
}

async function transact<Result>(
  { database, pipelinedDatabase }: Platform,
  { orgId, isPipelined = false }: OrganisationScope,
  { work, ending }: Parts<Result>,
): Promise<Result> {
  if (isPipelined) return pipelinedDatabase.transact(orgId, work, ending);
  const result = await database.transaction().execute(async (tx) => {
    await sql`SELECT set_config('app.org_id', ${orgId}, true)`.execute(tx);
    try {
      const done = await work(tx);
      await askLast(ending);
      if (ending.letsGoEarly) await sql.raw(withoutTheDisk).execute(tx);
      return done;
    } catch (error) {
      throw await causeOf(error, ending);
    }
  });
  if (ending.letsGoEarly) await waitForDisk(database);
  return result;
}

export function isRetryable(error: unknown): boolean {
  return retryableCodes.has((error as { code?: string } | null)?.code ?? "");
}
