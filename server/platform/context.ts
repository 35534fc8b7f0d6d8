import { CompiledQuery } from "kysely";
import type { Role } from "../../contracts/identity.ts";
import type { Language } from "../../contracts/languages.ts";
import type { Database, Tx } from "./database/types.ts";
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
  /** Runs after the commit; never for a transaction that was rolled back. */
  afterCommit: (task: () => void) => void;
}

export interface OrganisationScope {
  orgId: string;
  actor: Actor;
  language?: Language;
  requestId?: string;
  /** Another pool of the same database. */
  database?: Database;
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
    try {
      const result = await transact(scope.database ?? platform.database, scope.orgId, (tx) =>
        work({
          platform,
          orgId: scope.orgId,
          actor: scope.actor,
          tx,
          language: scope.language ?? "en",
          requestId,
          logger: platform.logger.child({ requestId, orgId: scope.orgId }),
          afterCommit: (task) => afterCommit.push(task),
        }),
      );
      for (const task of afterCommit) task();
      return result;
    } catch (error) {
      if (attempt >= maxAttempts || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * attempt * attempt + Math.random() * 20));
    }
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Begins and says whose transaction it is in one message to the server: both are needed before anything else. */
async function transact<Result>(
  database: Database,
  orgId: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  if (!uuid.test(orgId)) throw new Error("the organisation's id is no id");
  return database.connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw(`begin; SELECT set_config('app.org_id', '${orgId}', true)`));
    try {
      const result = await work(connection as Tx);
      await connection.executeQuery(CompiledQuery.raw("commit"));
      return result;
    } catch (error) {
      // On a broken connection it fails too, and then there is nothing left to take back.
      await connection.executeQuery(CompiledQuery.raw("rollback")).catch(() => undefined);
      throw error;
    }
  });
}

export function isRetryable(error: unknown): boolean {
  return retryableCodes.has((error as { code?: string } | null)?.code ?? "");
}
