import { mkdirSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import type { RepeatGuard } from "../../contracts/repeat-guard.ts";
import type { FrequencyLimit } from "../../contracts/senders.ts";
import { listOrganisationIds } from "../../server/modules/identity/index.ts";
import { getBatchState } from "../../server/modules/messaging/index.ts";
import { newId } from "../../server/platform/ids.ts";
import { type DatabaseProxy, startDatabaseProxy } from "../support/database-proxy.ts";
import { endWithRun } from "../support/end-with-run.ts";
import { addMailbox, mailboxAt, newShop } from "../support/mailboxes.ts";
import { type TestPerson, typesOf } from "../support/people.ts";
import {
  consentedPeople,
  type Launch,
  launch,
  platformSenderAt,
  prepareOrganisation,
  type WhereToQueue,
} from "../support/sending.ts";
import type { SinkScript } from "../support/sink-process.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../support/test-app.ts";
import { startProcess, type WorkerProcess } from "../support/workers.ts";
import { type FaultRun, until } from "./fault-run.ts";
import { type SinkProcess, startSinkProcess } from "./start-sink.ts";

/** One organisation that sends through a sink, with workers in processes of their own. */
export interface World extends WhereToQueue {
  run: FaultRun;
  app: TestApp;
  sink: SinkProcess;
  connections: number;
  /** Workers that were started; all of them are ended with the world. */
  workers: Set<WorkerProcess>;
  startWorker: (environment?: Record<string, string>) => Promise<WorkerProcess>;
  startApi: (port: number) => Promise<WorkerProcess>;
  /** All the workers' way to the database, for whoever wants to disturb it. */
  proxy: DatabaseProxy;
  launches: Launch[];
  launch: (people: TestPerson[]) => Promise<Launch>;
  /** Who accepted the newsletter; `name` begins their addresses. */
  people: (count: number, name?: string) => Promise<TestPerson[]>;
  close: () => Promise<void>;
}

export interface WorldWish {
  connections?: number;
  sink?: SinkScript;
  environment?: (port: number) => Record<string, string>;
  superuserUrl?: string;
  /** A mailbox of the organisation's own instead of the platform's sender: limits can be set for it. */
  hasMailbox?: boolean;
  limit?: FrequencyLimit;
  repeatGuard?: RepeatGuard;
}

export const mailboxUser = "contact@chauffage-martin.example";
export const mailboxLogin = { userName: mailboxUser, password: "right" };

/** Quick to notice a death, so that a run of minutes sees many. */
const quickDeath = { SILENT_MS: "1500", BEAT_MS: "300" };

export async function openWorld(run: FaultRun, wish: WorldWish = {}): Promise<World> {
  const { connections = 10 } = wish;
  mkdirSync(run.folder, { recursive: true });
  const logFile = path.join(run.folder, `sink-${newId()}.ndjson`);
  const auth = wish.hasMailbox ? { auth: mailboxLogin } : {};
  const script = { seed: run.options.seed, ...auth, ...wish.sink, logFile };
  const sink = await startSinkProcess(script, run.options.sinkCommand);
  const allowed = { ALLOW_PRIVATE_SMTP: `127.0.0.1:${sink.port}` };
  const sender = { ...platformSenderAt(sink.port, connections), ...allowed, ...wish.environment?.(sink.port) };
  const superuserUrl = wish.superuserUrl ?? run.superuserUrl;
  const app = await startTestApp({ superuserUrl, environment: sender });
  const proxy = await startDatabaseProxy(app.runtimeUrl);
  const org = await newShop(app);
  const workers = new Set<WorkerProcess>();
  const place = await openPlace(app, org);
  if (wish.hasMailbox) place.senderId = await openMailbox(place, { ...wish, port: sink.port, connections });
  const start = async (program: string, environment: Record<string, string>) => {
    const worker = await startProcess(program, { app, sink }, { ...sender, ...environment });
    workers.add(worker);
    endWithRun(worker.child);
    void worker.ended.then(() => workers.delete(worker));
    return worker;
  };
  const launches: Launch[] = [];
  return {
    ...place,
    run,
    sink,
    connections,
    workers,
    proxy,
    launches,
    launch: async (people) => {
      const launched = await launch(place, people);
      launches.push(launched);
      return launched;
    },
    people: (count, name) => manyPeople(place, count, name),
    startWorker: (environment = {}) => start("dispatcher-process.ts", { ...quickDeath, ...environment }),
    startApi: (port) => start("api-process.ts", { PORT: String(port) }),
    close: async () => {
      await endWorkers(workers, "SIGKILL");
      await proxy.stop();
      await app.stop();
      await sink.stop();
    },
  };
}

/** Where an organisation's messages are queued. */
export async function openPlace(app: TestApp, org: TestOrganisation): Promise<WhereToQueue> {
  return { app, org, newsletter: (await typesOf(app, org)).newsletter, ...(await prepareOrganisation(app, org)) };
}

interface MailboxWish {
  port: number;
  connections: number;
  limit?: FrequencyLimit;
  repeatGuard?: RepeatGuard;
  password?: string;
}

export async function openMailbox({ app, org }: WhereToQueue, wish: MailboxWish): Promise<string> {
  const { port, password = "right", ...settings } = wish;
  const admin = app.signedIn(org, "administrator");
  return (await addMailbox(admin, mailboxAt({ port }, settings), password)).senderId;
}

async function manyPeople(place: WhereToQueue, count: number, name = ""): Promise<TestPerson[]> {
  const people: TestPerson[] = [];
  while (people.length < count)
    people.push(...(await consentedPeople(place, Math.min(1_000, count - people.length), name)));
  return people;
}

export async function endWorkers(workers: Set<WorkerProcess>, signal: NodeJS.Signals): Promise<void> {
  const ending = [...workers];
  for (const worker of ending) {
    worker.kill("SIGCONT");
    worker.kill(signal);
  }
  await Promise.all(ending.map((worker) => worker.ended));
}

/** Lets healthy workers finish what the faults left, and ends them in order. */
export async function finish(world: World, withinMs = 180_000): Promise<void> {
  world.proxy.faults = {};
  if (world.workers.size === 0) await world.startWorker();
  await until(
    "every batch has ended and no message is on its way",
    async () => (await areBatchesOver(world)) && (await countOpen(world)) === 0,
    withinMs,
  );
  await endWorkers(world.workers, "SIGTERM");
}

async function areBatchesOver({ app, org, launches }: World): Promise<boolean> {
  for (const { batchId } of launches) {
    const state = await app.run(org, (ctx) => getBatchState(ctx, batchId));
    if (state !== "ended" && state !== "cancelled") return false;
  }
  return true;
}

export async function countOpen({ app }: Pick<World, "app">): Promise<number> {
  const rows = await query<{ open: number }>(
    app,
    "SELECT count(*)::int AS open FROM messaging.messages WHERE state IN ('queued', 'claimed', 'handing-over')",
  );
  return rows.reduce((sum, row) => sum + row.open, 0);
}

/** Over all organisations, each inside its own walls. */
export async function query<Row>(app: TestApp, statement: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const orgId of listOrganisationIds(app.platform)) {
    const found = await app.run({ orgId }, (ctx) => sql.raw<Row>(statement).execute(ctx.tx));
    rows.push(...found.rows);
  }
  return rows;
}
