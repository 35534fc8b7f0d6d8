import { sql } from "kysely";
import type { Platform } from "../../platform/platform.ts";

export interface RoadState {
  dueLanes: number;
  latestSeconds: number;
  workers: number;
}

/** Over all organisations, from the tables that hold no content: what waits, how long, and who works. */
export async function readRoadState(platform: Platform): Promise<RoadState> {
  const { rows } = await sql<RoadState>`
    SELECT count(*) AS "dueLanes",
           coalesce(extract(epoch FROM platform.current_time() - min(next_at)), 0)::double precision AS "latestSeconds",
           (SELECT count(*) FROM messaging.workers
            WHERE ended_at IS NULL AND beat_at > platform.current_time() - interval '15 seconds') AS workers
    FROM messaging.lanes
    WHERE next_at <= platform.current_time()`.execute(platform.database);
  return rows[0] ?? { dueLanes: 0, latestSeconds: 0, workers: 0 };
}
