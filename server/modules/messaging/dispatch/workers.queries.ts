import { sql } from "kysely";
import type { Platform } from "../../../platform/platform.ts";

export async function insertWorker(platform: Platform, workerId: string): Promise<void> {
  await sql`INSERT INTO messaging.workers (worker_id) VALUES (${workerId})`.execute(platform.database);
}

/** False when the others have declared us dead: what we claimed is no longer ours. */
export async function raiseBeat(platform: Platform, workerId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE messaging.workers SET beat = beat + 1, beat_at = platform.current_time()
    WHERE worker_id = ${workerId} AND ended_at IS NULL`.execute(platform.database);
  return Number(numAffectedRows ?? 0) > 0;
}

export interface WorkerBeat {
  workerId: string;
  beat: number;
}

export async function listBeats(platform: Platform): Promise<WorkerBeat[]> {
  const { rows } = await sql<WorkerBeat>`
    SELECT worker_id AS "workerId", beat FROM messaging.workers
    WHERE ended_at IS NULL
    ORDER BY worker_id
    LIMIT 1000`.execute(platform.database);
  return rows;
}

/** Only if it has not beaten since it was last seen. */
export async function endWorker(platform: Platform, worker: { workerId: string; beat?: number }): Promise<void> {
  await sql`
    UPDATE messaging.workers SET ended_at = platform.current_time()
    WHERE worker_id = ${worker.workerId} AND ended_at IS NULL
      AND (${worker.beat ?? null}::bigint IS NULL OR beat = ${worker.beat ?? null}::bigint)`.execute(platform.database);
}

export async function deleteOldWorkers(platform: Platform): Promise<void> {
  await sql`
    DELETE FROM messaging.workers WHERE ended_at < platform.current_time() - interval '7 days'`.execute(
    platform.database,
  );
}

export interface DueLane {
  orgId: string;
  senderId: string;
  lane: string;
  priority: number;
}

export async function listDueLanes(platform: Platform, limit: number): Promise<DueLane[]> {
  const { rows } = await sql<DueLane>`
    SELECT org_id AS "orgId", sender_id AS "senderId", lane, priority FROM messaging.lanes
    WHERE next_at <= platform.current_time()
    ORDER BY priority, next_at, lane
    LIMIT ${limit}`.execute(platform.database);
  return rows;
}
