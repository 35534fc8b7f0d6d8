import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type KyselyPlugin,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryId,
  type QueryResult,
} from "kysely";
import type pg from "pg";
import { arrayText } from "./array-text.ts";
import { askLast, causeOf, type Ending, newEnding, untilOnDisk, withoutTheDisk } from "./ending.ts";
import { forgetPlans } from "./forget-plans.ts";
import { createPool, type DatabaseOptions } from "./open-database.ts";
import { OwnClient } from "./own-client.ts";
import type { Tx } from "./types.ts";

/**
 * For few statements that are said thousands of times. Each connection plans a statement once (planning the gate takes ten
 * times as long as answering it), and statements that are begun together travel together, in the order in which they were
 * begun: the server answers one after the other, as if each had waited for the one before.
 */
export interface PipelinedDatabase {
  /** One transaction that sees only this organisation. What the ending asks travels with the commit. */
  transact: <Result>(orgId: string, work: (tx: Tx) => Promise<Result>, ending?: Ending) => Promise<Result>;
  destroy: () => Promise<void>;
}

/**
 * Each statement here finds a few rows by their keys. A plan that reads the whole table suits it never, but a planner may
 * prefer one for as long as it believes that the table is empty. Nor is one worth compiling, whatever its price is said to be.
 */
const keyedPlans = [
  "plan_cache_mode=force_generic_plan",
  "enable_seqscan=off",
  "enable_hashjoin=off",
  "enable_mergejoin=off",
  "jit=off",
]
  .map((setting) => `-c ${setting}`)
  .join(" ");

/**
 * After so many transactions a connection plans anew: what it first met while a table was empty it would read by whatever
 * index came first, for as long as PostgreSQL has no statistics.
 */
const plansAnewAfter: ReadonlySet<number> = new Set([10, 100, 1_000, 10_000]);

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function openPipelinedDatabase(options: DatabaseOptions): PipelinedDatabase {
  const pool = createPool(options, {
    Client: PreparingClient,
    // These never wait for anything but the database: a process that is frozen in the middle of one holds nobody up for longer.
    idle_in_transaction_session_timeout: 15_000,
    options: keyedPlans,
    // Plans, and what they keep in memory, end with their connection.
    maxLifetimeSeconds: 1_800,
  });
  const known = new WeakMap<pg.PoolClient, Statements & { served: number }>();
  return {
    transact: async (orgId, work, ending = newEnding()) => {
      if (!uuid.test(orgId)) throw new Error("the organisation's id is no id");
      const client = await pool.connect();
      const connection = known.get(client) ?? { ...statementsOver(client), served: 0 };
      known.set(client, connection);
      connection.begun.clear();
      return transactOn(client, orgId, {
        work: async () => {
          if (plansAnewAfter.has(connection.served++)) await forgetPlans(connection.tx);
          return work(connection.tx);
        },
        send: connection.send,
        ending,
      });
    },
    destroy: () => pool.end(),
  };
}

interface Parts<Result> {
  work: () => Promise<Result>;
  send: Statements["send"];
  ending: Ending;
}

async function transactOn<Result>(
  client: pg.PoolClient,
  orgId: string,
  { work, send, ending }: Parts<Result>,
): Promise<Result> {
  const begun = client.query(`begin; SELECT set_config('app.org_id', '${orgId}', true)`);
  // Whoever works meanwhile fails too when it does.
  begun.catch(() => undefined);
  try {
    const result = await work();
    await begun;
    const { answers } = await send(() => askLast(ending));
    // Their error says more than that of the commit behind them.
    const [committed] = await Promise.all([commit(client, ending), answers]);
    if (!committed) throw new Error("the transaction had failed and was rolled back");
    client.release();
    return result;
  } catch (error) {
    const cause = await causeOf(error, ending);
    // Where it cannot even be rolled back, the connection is of no use any more.
    await client.query("rollback").then(
      () => client.release(),
      () => client.release(true),
    );
    throw cause;
  }
}

/** False where the server had nothing left to commit. */
async function commit(client: pg.PoolClient, { letsGoEarly }: Ending): Promise<boolean> {
  if (!letsGoEarly) return (await client.query("commit")).command !== "ROLLBACK";
  const [answers] = await Promise.all([client.query(`${withoutTheDisk}; commit`), client.query(untilOnDisk)]);
  return [answers].flat().at(-1)?.command !== "ROLLBACK";
}

interface Statements {
  tx: Tx;
  /** Those that Kysely has in its hands, and has not said yet. */
  begun: Set<QueryId>;
  /** Resolves when all that is asked at once is on its way, and not yet answered: what is said then comes behind it. */
  send: (ask: () => Promise<unknown> | undefined) => Promise<Sent>;
}

interface Sent {
  answers: Promise<unknown> | undefined;
}

/** Kysely takes a few turns of the microtask queue from one to the other. */
const turnsToLeave = 100;

function statementsOver(client: pg.PoolClient): Statements {
  const begun = new Set<QueryId>();
  const noting: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      begun.add(queryId);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const connection: DatabaseConnection = {
    executeQuery: async <Row>({ sql, parameters, queryId }: CompiledQuery): Promise<QueryResult<Row>> => {
      begun.delete(queryId);
      const { rows, rowCount } = await client.query(sql, [...parameters]);
      return { rows: rows ?? [], numAffectedRows: BigInt(rowCount ?? 0) };
    },
    streamQuery: () => {
      throw new Error("nothing is streamed here");
    },
  };
  const nothing = async () => undefined;
  const driver: Driver = {
    init: nothing,
    acquireConnection: async () => connection,
    releaseConnection: nothing,
    beginTransaction: nothing,
    commitTransaction: nothing,
    rollbackTransaction: nothing,
    destroy: nothing,
  };
  const tx = new Kysely<Record<never, never>>({
    plugins: [noting],
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }) as Tx;
  const send = async (ask: () => Promise<unknown> | undefined) => {
    const answers = ask();
    answers?.catch(() => undefined);
    for (let turn = 0; turn < turnsToLeave && begun.size > 0; turn++) await Promise.resolve();
    if (begun.size > 0) throw new Error("a statement was begun and has not left");
    return { answers };
  };
  return { tx, begun, send };
}

const mostStatements = 500;
const statementNames = new Map<string, string>();

class PreparingClient extends OwnClient {
  #isHeld = false;

  // biome-ignore lint/suspicious/noExplicitAny: pg's own signature has a dozen forms, and all but one pass through
  override query(...said: any[]): any {
    this.#holdBriefly();
    const [text, parameters] = said;
    const name = typeof text === "string" && Array.isArray(parameters) ? nameOf(text) : undefined;
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const ask = super.query as (...forms: any[]) => any;
    if (name === undefined) return ask.apply(this, said);
    const values = parameters.map((value: unknown) => (Array.isArray(value) ? (arrayText(value) ?? value) : value));
    return ask.apply(this, [{ name, text, values }, ...said.slice(2)]);
  }

  /** What is said within one turn of the event loop leaves in one packet. */
  #holdBriefly(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    const { stream } = (this as unknown as { connection: { stream: { cork: () => void; uncork: () => void } } })
      .connection;
    stream.cork();
    setImmediate(() => {
      this.#isHeld = false;
      stream.uncork();
    });
  }
}

function nameOf(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined || statementNames.size >= mostStatements) return known;
  const name = `placet_${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}
