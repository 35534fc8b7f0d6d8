import { changeSenderBody } from "../../../contracts/senders.ts";
import { runDoctor } from "../../../server/modules/messaging/doctor/run-doctor.ts";
import { changeSender } from "../../../server/modules/senders/change-sender.ts";
import { withdraw } from "../../support/mailing-list.ts";
import { until, wait } from "../fault-run.ts";
import { scenario } from "../scenario.ts";
import { countOpen, query, type World } from "../world.ts";

const hour = 3_600_000;
const year = 365 * 24 * hour;

/** T-01, T-02, C-02: hours of a limited campaign in seconds, while workers die and people leave. */
export const limitUnderFaults = scenario({
  name: "a limit per hour, over hours, with kills and withdrawals",
  ids: ["T-01", "T-02", "C-02"],
  wish: () => ({ hasMailbox: true, limit: { count: 60, hours: 1 } }),
  play: async (world, run) => {
    // Of 60 an hour a campaign may use 48: the rest is kept free for single mail.
    const hours = run.size(4, 3);
    const people = await world.people(48 * hours);
    await scaleClock(world, run.options.isQuick ? 400 : 150);
    await world.launch(people);
    for (let index = 0; index < run.size(4, 2); index++) await world.startWorker();
    const leaving = people.filter((_, index) => index % 9 === 0);
    let rounds = 0;
    for (; (await countOpen(world)) > 0 && rounds < 40; rounds++) {
      await run.random.pause();
      const victim = run.random.pick([...world.workers]);
      if (run.random.next() < 0.5) await sleepAWhile(victim, 1_800);
      else {
        victim.kill("SIGKILL");
        await victim.ended;
        await world.startWorker();
      }
      await withdraw(world.app, world.org, leaving.pop() ?? people[0]);
    }
    const notes = await describeUse(world);
    return { rounds, mostUncertain: rounds * world.connections, otherEnds: ["stopped"], notes };
  },
});

async function sleepAWhile(worker: { kill: (signal: NodeJS.Signals) => void }, milliseconds: number): Promise<void> {
  worker.kill("SIGSTOP");
  await wait(milliseconds);
  worker.kill("SIGCONT");
}

/** The database's clock runs so many times as fast from now on. */
async function scaleClock({ app }: World, factor: number): Promise<void> {
  const from = "statement_timestamp()";
  const [now] = await app.asOwner<{ now: Date }>(`SELECT ${from} AS now`);
  const base = `'${now?.now.toISOString()}'::timestamptz`;
  await app.asOwner(`CREATE OR REPLACE FUNCTION platform.current_time() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT ${base} + (${from} - ${base}) * ${factor} $$`);
}

async function describeUse({ app }: World): Promise<string> {
  const [use] = await query<{ handed: number; hours: number }>(
    app,
    `SELECT count(*)::int AS handed, extract(epoch FROM max(handed_over_at) - min(handed_over_at))::float8 / 3600 AS hours
     FROM messaging.messages WHERE handed_over_at IS NOT NULL`,
  );
  return `${use?.handed ?? 0} handed over in ${(use?.hours ?? 0).toFixed(1)} hours at 48 an hour`;
}

/** T-03: clocks of the workers a year behind, a year ahead, and jumping; only the database's counts. */
export const wrongClocks = scenario({
  name: "workers whose clocks are wrong",
  ids: ["T-03"],
  isLeftOutWhenQuick: true,
  wish: () => ({ hasMailbox: true, limit: { count: 100, hours: 1 } }),
  play: async (world, run) => {
    const windows = run.size(3, 2);
    await world.launch(await world.people(80 * windows));
    await world.startWorker({ CLOCK_SHIFT_MS: String(-year) });
    await world.startWorker({ CLOCK_SHIFT_MS: String(year) });
    await world.startWorker({ CLOCK_JUMP_MS: String(2 * hour) });
    let rounds = 0;
    for (; (await countOpen(world)) > 0 && rounds < windows * 3; rounds++) {
      await untilStill(world);
      await world.app.shiftTime({ minutes: 61 });
    }
    return { rounds: rounds * 3, mostUncertain: 0 };
  },
});

/** The limit is reached when nothing leaves for a second and a half. */
async function untilStill(world: World): Promise<void> {
  for (let before = -1, now = await countAccepted(world); before !== now; now = await countAccepted(world)) {
    before = now;
    await wait(1_500);
  }
}

async function countAccepted({ app }: World): Promise<number> {
  const rows = await query<{ n: number }>(
    app,
    "SELECT count(*)::int AS n FROM messaging.messages WHERE state = 'accepted'",
  );
  return rows[0]?.n ?? 0;
}

/** T-04: the limit is lowered below what has left already, and raised again. */
export const limitChanges = scenario({
  name: "limit changed while a campaign runs",
  ids: ["T-04"],
  wish: () => ({ hasMailbox: true, limit: { count: 2_000, hours: 1 }, sink: { delays: { dot: [5, 15] } } }),
  play: async (world, run) => {
    const problems: string[] = [];
    const launched = await world.launch(await world.people(run.size(1_200, 600)));
    await world.startWorker();
    await world.startWorker();
    await until("a hundred have left", async () => (await countAccepted(world)) > 100);
    await setLimit(world, 100);
    await wait(5_500);
    const left = await countAccepted(world);
    await wait(2_000);
    if ((await countAccepted(world)) > left) problems.push("went on under the lower limit");
    if ((await launched.state()) !== "running") problems.push("ended while it waited for its limit");
    // The auditor looks while everything runs.
    const { findings } = await runDoctor(world.app.platform, { sinkLog: world.sink.logFile, pauseMs: 500 });
    problems.push(...findings.map(({ invariant, what }) => `${invariant} ${what} at the lower limit`));
    await setLimit(world, 2_000);
    return { rounds: 2, problems, mostUncertain: 0, notes: `stopped at ${left} under the lower limit` };
  },
});

async function setLimit({ app, org, senderId }: World, count: number): Promise<void> {
  const change = changeSenderBody.parse({ limit: { count, hours: 1 } });
  await app.run(org, (ctx) => changeSender(ctx, senderId, change));
}
