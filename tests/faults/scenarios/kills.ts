import { refuseConsent, suppressAddress } from "../../../server/modules/consent/index.ts";
import { withdraw } from "../../support/mailing-list.ts";
import { newPerson, type TestPerson } from "../../support/people.ts";
import type { WorkerProcess } from "../../support/workers.ts";
import { type FaultRun, until, wait } from "../fault-run.ts";
import { scenario } from "../scenario.ts";
import { latestDotMs } from "../sink-times.ts";
import { countOpen, query, type World } from "../world.ts";

/** one worker, killed again and again, and people among the recipients who must get nothing. */
export const killOneWorker = scenario({
  name: "one worker killed at random",
  ids: ["R-01"],
  wish: () => ({ sink: { delays: { dot: [5, 50] } } }),
  play: async (world, run) => {
    const people = await world.people(run.size(7_000, 700));
    const others = await peopleWhoSaidNo(world, run.size(250, 10));
    await world.startWorker();
    await world.launch([...people, ...others]);
    const kills = await killAgainAndAgain(world, run, run.size(20, 3));
    return { rounds: kills, mostUncertain: kills * world.connections, otherEnds: ["stopped"] };
  },
  judge: async (world) => {
    const wrong = await query<{ address: string }>(
      world.app,
      `SELECT recipient_address AS address FROM messaging.messages
       WHERE recipient_address LIKE 'no-%' AND state NOT IN ('stopped', 'failed')`,
    );
    return wrong.map(({ address }) => `${address} was not stopped`);
  },
});

/** three workers share the work; any of them dies, sometimes two together. */
export const killOneOfThree = scenario({
  name: "one or two of three workers killed",
  ids: ["R-02"],
  isLeftOutWhenQuick: true,
  wish: () => ({ connections: 30, sink: { delays: { dot: [100, 300] } } }),
  play: async (world, run) => {
    const people = await world.people(run.size(5_000, 1_500));
    await startWorkers(world, 3);
    await world.launch(people);
    const kills = await killAgainAndAgain(world, run, run.size(15, 3));
    return { rounds: kills, mostUncertain: kills * world.connections };
  },
});

/** Queued while everybody consented; by the time they would leave these had all said no in one way or another. */
async function peopleWhoSaidNo(world: World, ofEach: number): Promise<TestPerson[]> {
  const { app, org, newsletter: typeId } = world;
  const people: TestPerson[] = [];
  const named = async () => newPerson(app, org, `no-${people.length}-${org.orgId.slice(-6)}@example.org`);
  const keep = async (count: number, say: (person: TestPerson) => Promise<unknown>) => {
    for (let index = 0; index < count; index++) {
      const person = await named();
      people.push(person);
      await say(person);
    }
  };
  await keep(ofEach, async () => undefined);
  await keep(ofEach, ({ addressId }) =>
    app.run(org, (ctx) => refuseConsent(ctx, { addressId, typeId, source: "phone" })),
  );
  await keep(ofEach, ({ addressId }) => app.run(org, (ctx) => suppressAddress(ctx, { addressId, kind: "manual" })));
  const consented = (await world.people(ofEach)).map((person) => ({ ...person }));
  for (const person of consented) await withdraw(app, org, person);
  return [...people, ...consented];
}

async function startWorkers(world: World, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => world.startWorker()));
}

/** SIGKILL at random moments; a new worker at once. Ends when the rounds are over or nothing is left to send. */
export async function killAgainAndAgain(world: World, run: FaultRun, rounds: number): Promise<number> {
  let kills = 0;
  while (kills < rounds && (await countOpen(world)) > 0) {
    await run.random.pause();
    const victims = [run.random.pick([...world.workers])];
    const second = run.random.pick([...world.workers]);
    if (run.random.next() < 0.2 && !victims.includes(second)) victims.push(second);
    kills += victims.length;
    await kill(world, victims);
  }
  return kills;
}

async function kill(world: World, victims: WorkerProcess[]): Promise<void> {
  for (const victim of victims) victim.kill("SIGKILL");
  await Promise.all(victims.map((victim) => victim.ended));
  for (const _ of victims) await world.startWorker();
}

/** a worker that sleeps is taken for dead; when it wakes it must not send what is no longer its own. */
export const stopAndContinue = scenario({
  name: "two workers put to sleep for three seconds",
  ids: ["R-03"],
  wish: () => ({ sink: { delays: { dot: [50, 150] } } }),
  play: async (world, run) => {
    const people = await world.people(run.size(4_000, 800));
    await startWorkers(world, 2);
    await world.launch(people);
    const wanted = run.size(10, 2);
    let rounds = 0;
    for (; rounds < wanted && (await countOpen(world)) > 0; rounds++) {
      await run.random.pause();
      const sleeper = run.random.pick([...world.workers]);
      sleeper.kill("SIGSTOP");
      await wait(3_000);
      sleeper.kill("SIGCONT");
    }
    const latest = await latestDotMs(world);
    const problems = latest > 2_500 ? [`a dot was written ${latest} ms after it was marked as handed over`] : [];
    const notes = `latest dot ${latest} ms after it was marked as handed over`;
    return { rounds, mostUncertain: rounds * world.connections, problems, notes };
  },
});

/** told to stop while many dots wait for their answer; the second signal ends it at once. */
export const stopInOrder = scenario({
  name: "workers told to stop, once or twice",
  ids: ["R-11"],
  wish: () => ({ sink: { delays: { dot: [900, 1_100] } } }),
  play: async (world, run) => {
    await world.launch(await world.people(run.size(150, 60)));
    const wanted = run.size(8, 2);
    const problems: string[] = [];
    let twice = 0;
    let rounds = 0;
    for (; rounds < wanted && (await countOpen(world)) > 0; rounds++) {
      const worker = await world.startWorker();
      await until("its dots are on their way", async () => (await countInDoubt(world)) > 0, 20_000);
      const isTwice = rounds % 2 === 1;
      twice += isTwice ? 1 : 0;
      problems.push(...(await stop(world, worker, isTwice)));
    }
    return { rounds, problems, mostUncertain: twice * world.connections, notes: `${twice} times told twice` };
  },
});

async function stop(world: World, worker: WorkerProcess, isTwice: boolean): Promise<string[]> {
  const startedAt = performance.now();
  worker.kill("SIGTERM");
  if (isTwice) {
    await wait(100);
    worker.kill("SIGTERM");
  }
  const code = await worker.ended;
  const seconds = (performance.now() - startedAt) / 1000;
  const expected = isTwice ? 1 : 0;
  const problems = code === expected ? [] : [`ended with ${code} instead of ${expected}`];
  if (seconds > 10) problems.push(`took ${Math.round(seconds)} s to stop`);
  if (!isTwice && (await countInDoubt(world)) > 0)
    problems.push("left messages uncertain though it was told only once");
  return problems;
}

/** Of the worker that was started last: what others left is not its doing. */
async function countInDoubt({ app }: World): Promise<number> {
  const rows = await query<{ n: number }>(
    app,
    `SELECT count(*)::int AS n FROM messaging.messages
     WHERE state IN ('handing-over', 'uncertain')
       AND worker_id = (SELECT worker_id FROM messaging.workers ORDER BY started_at DESC LIMIT 1)`,
  );
  return rows[0]?.n ?? 0;
}
