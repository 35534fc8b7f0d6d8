import { sql } from "kysely";
import type { Tx } from "./types.ts";

/**
 * For steps that write many rows: the session's plans are made anew at their next use. A connection that first met a table
 * while it was empty keeps a plan for it (of its foreign keys and triggers too) that reads the whole organisation for each
 * row, and keeps it until PostgreSQL has statistics, a minute later: the first import then takes time by its square.
 */
export async function forgetPlans(tx: Tx): Promise<void> {
  await sql`DISCARD PLANS`.execute(tx);
}
