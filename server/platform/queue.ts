import { CompiledQuery } from "kysely";
import { PgBoss } from "pg-boss";
import type { z } from "zod";
import type { Context } from "./context.ts";
import { lockRights } from "./database/migrate.ts";
import { OwnClient } from "./database/own-client.ts";
import type { Logger } from "./logger.ts";
import type { Platform } from "./platform.ts";

export interface JobDefinition<Payload> {
  name: string;
  payload: z.ZodType<Payload>;
  /** How often it is tried again after a failure. A job must be safe to run twice. */
  retryLimit: number;
  /** Longest run before it counts as lost and is tried again. */
  expireInSeconds?: number;
  run: (platform: Platform, payload: Payload) => Promise<void>;
}

/** Jobs of every payload in one list; each checks its own payload before it runs. */
export type AnyJob = Omit<JobDefinition<unknown>, "run" | "payload"> & {
  runUnchecked: (platform: Platform, payload: unknown) => Promise<void>;
};

export interface ScheduleDefinition {
  name: string;
  /** Five fields, UTC. */
  cron: string;
  run: (platform: Platform) => Promise<void>;
}

export interface Queue {
  boss: PgBoss;
}

export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> & AnyJob {
  return {
    ...definition,
    runUnchecked: (platform, payload) => definition.run(platform, definition.payload.parse(payload)),
  };
}

/** Queues in the caller's transaction: no commit, no job. */
export async function queueJob<Payload>(ctx: Context, job: JobDefinition<Payload>, payload: Payload): Promise<void> {
  await queueJobLater(ctx, job, { payload, afterSeconds: 0 });
}

/** The same, to start no sooner than that. */
export async function queueJobLater<Payload>(
  ctx: Context,
  job: JobDefinition<Payload>,
  { payload, afterSeconds }: { payload: Payload; afterSeconds: number },
): Promise<void> {
  await ctx.platform.queue.boss.send(job.name, job.payload.parse(payload) as object, {
    retryLimit: job.retryLimit,
    retryBackoff: true,
    startAfter: afterSeconds,
    ...(job.expireInSeconds !== undefined && { expireInSeconds: job.expireInSeconds }),
    db: { executeSql: (text, values = []) => ctx.tx.executeQuery(CompiledQuery.raw(text, values)) },
  });
}

export function createBoss(connectionString: string, logger: Logger): PgBoss {
  const boss = new PgBoss({
    connectionString,
    schema: "pgboss",
    application_name: "placet-queue",
    max: 4,
    migrate: false,
    createSchema: false,
    supervise: true,
    schedule: true,
    // Handed on to its pool.
    ...{ Client: OwnClient },
  });
  boss.on("error", (error) => logger.warn({ error }, "queue error"));
  return boss;
}

/** As the owner: makes pg-boss's tables and every queue, and lets the runtime role use them. */
export async function installQueue(ownerUrl: string, runtimeRole: string, names: string[]): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: "pgboss", max: 2, supervise: false, schedule: false });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    for (const name of names) {
      if (!(await boss.getQueue(name)))
        await boss.createQueue(name, { deleteAfterSeconds: 3 * 24 * 3600, retentionSeconds: 14 * 24 * 3600 });
    }
    const role = `"${runtimeRole.replaceAll('"', '""')}"`;
    // One message is one transaction.
    const grants = `
      ${lockRights};
      GRANT USAGE ON SCHEMA pgboss TO ${role};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${role};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO ${role};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO ${role}`;
    await boss.getDb().executeSql(grants, []);
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Starts the workers of all jobs and schedules in this process. */
export async function startJobWorkers(
  platform: Platform,
  jobs: AnyJob[],
  schedules: ScheduleDefinition[],
): Promise<void> {
  const { boss } = platform.queue;
  for (const job of jobs) {
    await boss.work<unknown>(job.name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([queued]) => {
      if (queued) await runLogged(platform, job.name, () => job.runUnchecked(platform, queued.data));
    });
  }
  for (const schedule of schedules) {
    await boss.schedule(schedule.name, schedule.cron, null, { tz: "UTC" });
    await boss.work(schedule.name, { pollingIntervalSeconds: 2, batchSize: 1 }, () =>
      runLogged(platform, schedule.name, () => schedule.run(platform)),
    );
  }
}

async function runLogged(platform: Platform, job: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    platform.logger.error({ job, error }, "job failed");
    throw error;
  }
}
