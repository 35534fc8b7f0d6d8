import type { Kysely, Transaction } from "kysely";

/** Rows are typed where the SQL stands, so the builder itself knows no tables. */
export type Database = Kysely<Record<never, never>>;
export type Tx = Transaction<Record<never, never>>;
