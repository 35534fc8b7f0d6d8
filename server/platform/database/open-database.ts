import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { OwnClient } from "./own-client.ts";
import type { Database } from "./types.ts";

export interface DatabaseOptions {
  url: string;
  maxConnections: number;
  applicationName: string;
  statementTimeoutMs?: number;
}

// int8 counts of ours stay far below 2^53; dates without time stay text, since a Date would move them by the time zone.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Statements that are begun together travel together, in the order in which they were begun. */
export function createPool(options: DatabaseOptions, more: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    Client: OwnClient,
    ...{ pipeline: true },
    idle_in_transaction_session_timeout: 60_000,
    ...more,
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    statement_timeout: options.statementTimeoutMs ?? 60_000,
    connectionTimeoutMillis: 20_000,
  });
  // A connection that dies while idle must not end the process: the next query opens another.
  pool.on("error", () => undefined);
  // Nor one that dies while lent out, between two statements: the next statement on it fails, and says so.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

export function openDatabase(options: DatabaseOptions): Database {
  return new Kysely({ dialect: new PostgresDialect({ pool: createPool(options) }) });
}
