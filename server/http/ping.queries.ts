import { sql } from "kysely";
import type { Platform } from "../platform/platform.ts";

/** False instead of an error: the probe's answer is the point. */
export async function pingDatabase(platform: Platform): Promise<boolean> {
  try {
    await sql`SELECT 1 AS alive`.execute(platform.database);
    return true;
  } catch {
    return false;
  }
}
