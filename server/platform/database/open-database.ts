import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
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

export function createPool(options: DatabaseOptions, more: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    ...more,
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    statement_timeout: options.statementTimeoutMs ?? 60_000,
    idle_in_transaction_session_timeout: 60_000,
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

/**
 * For few statements that are said thousands of times: each connection plans one once. Planning the gate takes ten times as
 * long as answering it. Connections end now and then, and their plans with them.
 */
export function openPreparedDatabase(options: DatabaseOptions): Database {
  const more = { Client: PreparingClient, options: "-c plan_cache_mode=force_generic_plan", maxLifetimeSeconds: 1_800 };
  return new Kysely({ dialect: new PostgresDialect({ pool: createPool(options, more) }) });
}

const mostStatements = 500;
const statementNames = new Map<string, string>();

class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's own signature has a dozen forms, and all but one pass through
  override query(...said: any[]): any {
    const [text, values] = said;
    const name = typeof text === "string" && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const ask = super.query as (...forms: any[]) => any;
    return name === undefined ? ask.apply(this, said) : ask.apply(this, [{ name, text, values }, ...said.slice(2)]);
  }
}

function nameOf(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined || statementNames.size >= mostStatements) return known;
  const name = `placet_${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}
