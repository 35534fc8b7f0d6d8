import { sql } from "kysely";
import type { Role } from "../../contracts/identity.ts";
import type { Language } from "../../contracts/languages.ts";
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
    const last: (() => Promise<void>)[] = [];
    const lastly = () => (last.length > 0 ? Promise.all(last.map((task) => task())) : undefined);
    try {
      const inTransaction = (tx: Tx) =>
        work({
          platform,
          orgId: scope.orgId,
          actor: scope.actor,
          tx,
          language: scope.language ?? "en",
          requestId,
          logger: platform.logger.child({ requestId, orgId: scope.orgId }),
          lastly: (task) => last.push(task),
          afterCommit: (task) => afterCommit.push(task),
        });
      const result = await begin(platform, scope, { work: inTransaction, lastly });
      for (const task of afterCommit) task();
      return result;
    } catch (error) {
      if (attempt >= maxAttempts || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * attempt * attempt + Math.random() * 20));
    }
  }
}

interface TransactionParts<Result> {
  work: (tx: Tx) => Promise<Result>;
  lastly: () => Promise<unknown> | undefined;
}

function begin<Result>(
  platform: Platform,
  scope: OrganisationScope,
  { work, lastly }: TransactionParts<Result>,
): Promise<Result> {
  if (scope.isPipelined) return platform.pipelinedDatabase.transact(scope.orgId, work, lastly);
  return platform.database.transaction().execute(async (tx) => {
    await sql`SELECT set_config('app.org_id', ${scope.orgId}, true)`.execute(tx);
    const result = await work(tx);
    await lastly();
    return result;
  });
}

export function isRetryable(error: unknown): boolean {
  return retryableCodes.has((error as { code?: string } | null)?.code ?? "");
}
