import { readSinkLog } from "../../../server/modules/messaging/doctor/read-sink-log.ts";
import { setBatchState } from "../../../server/modules/messaging/index.ts";
import { newShop } from "../../support/mailboxes.ts";
import { consentedPeople, type Launch, launch, queueOne, type WhereToQueue } from "../../support/sending.ts";
import { monotonicMs } from "../../support/sink-log.ts";
import { until, wait } from "../fault-run.ts";
import { scenario } from "../scenario.ts";
import { dotsBetween } from "../sink-times.ts";
import { countOpen, mailboxUser, openMailbox, openPlace, query, type World } from "../world.ts";

/** T-05: one organisation with thousands must not keep many with a few waiting. */
export const oneBigManySmall = scenario({
  name: "one organisation with thousands, many with a few",
  ids: ["T-05"],
  isLeftOutWhenQuick: true,
  wish: () => ({ sink: { delays: { dot: [5, 20] } } }),
  play: async (world, run) => {
    const small = await manyPlaces(world, run.size(12, 5));
    const alone = await sendTo(world, small, 20);
    const big = await world.people(run.size(5_000, 800));
    await world.launch(big);
    await until("the big one is under way", async () => (await countOpen(world)) < big.length - 20);
    const beside = await sendTo(world, small, 20);
    const problems = beside > 60_000 ? [`the small ones took ${beside} ms`] : [];
    const notes = `the small ones took ${alone} ms alone, ${beside} ms beside it`;
    return { rounds: small.length, mostUncertain: 0, problems, notes };
  },
});

async function manyPlaces(world: World, count: number): Promise<WhereToQueue[]> {
  const places: WhereToQueue[] = [];
  while (places.length < count) places.push(await openPlace(world.app, await newShop(world.app)));
  return places;
}

/** Milliseconds until every one of these organisations has sent to so many. */
async function sendTo(world: World, places: WhereToQueue[], each: number): Promise<number> {
  const people = await Promise.all(places.map((place) => consentedPeople(place, each)));
  if (world.workers.size === 0) await world.startWorker();
  const startedAt = performance.now();
  const launches = await Promise.all(places.map((place, index) => launch(place, people[index] ?? [])));
  await until("they are through", async () => areEnded(launches));
  return Math.round(performance.now() - startedAt);
}

async function areEnded(launches: Launch[]): Promise<boolean> {
  for (const { state } of launches) if ((await state()) !== "ended") return false;
  return true;
}

/** T-08: bank details changed, password forgotten: not behind a campaign. */
export const securityBesideCampaign = scenario({
  name: "security mail beside a campaign at full rate",
  ids: ["T-08"],
  wish: () => ({ sink: { delays: { dot: [5, 20] } } }),
  play: async (world, run) => {
    const people = await world.people(run.size(6_000, 1_000));
    await world.startWorker();
    await world.launch(people);
    await until("the campaign is under way", async () => (await world.launches[0]?.counts())?.accepted !== 0);
    let slowest = 0;
    let rounds = 0;
    for (; rounds < run.size(20, 5) && (await countOpen(world)) > 20; rounds++) {
      const startedAt = performance.now();
      const messageId = await queueOne(world, { messageClass: "security" });
      await until("it has arrived", async () => (await readSinkLog(world.sink.logFile)).copies.has(messageId), 30_000);
      slowest = Math.max(slowest, Math.round(performance.now() - startedAt));
    }
    const problems = slowest > 10_000 ? [`the slowest took ${slowest} ms`] : [];
    return { rounds, mostUncertain: 0, problems, notes: `the slowest took ${slowest} ms from its cause to the 250` };
  },
});

/** T-06: paused and resumed at random, and another one cancelled in the middle. */
export const pauseAndCancel = scenario({
  name: "campaign paused and resumed at random, another cancelled",
  ids: ["T-06", "C-03"],
  wish: () => ({ sink: { delays: { dot: [10, 60] } } }),
  play: async (world, run) => {
    const people = await world.people(run.size(3_000, 500));
    await world.startWorker({ WITH_JOBS: "1" });
    await world.startWorker({ WITH_JOBS: "1" });
    const first = await world.launch(people);
    let rounds = 0;
    let most = 0;
    for (; rounds < run.size(60, 8) && (await first.state()) !== "ended"; rounds++) {
      most = Math.max(most, await pauseOnce(world, first));
      await wait(run.random.between(50, 400));
    }
    const second = await world.launch(await world.people(run.size(1_000, 300)));
    await until("some have left", async () => (await second.counts()).accepted > 20);
    await setState(world, second, "cancelled");
    await until("the rest is stopped", async () => (await second.counts()).queued === 0, 60_000);
    const { stopped, accepted, total } = await second.counts();
    const problems = most > world.connections ? [`${most} dots after a pause was acknowledged`] : [];
    if (stopped === 0 || stopped + accepted !== total) problems.push("the cancelled one did not stop as it must");
    return {
      rounds: rounds + 1,
      mostUncertain: 0,
      otherEnds: ["stopped"],
      problems,
      notes: `at most ${most} dots after a pause`,
    };
  },
});

/** How many dots came after the pause was acknowledged: of those that were committed before. */
async function pauseOnce(world: World, launched: Launch): Promise<number> {
  if (!(await setState(world, launched, "paused"))) return 0;
  const pausedAt = monotonicMs();
  await wait(200);
  const dots = dotsBetween(world, pausedAt, monotonicMs());
  await setState(world, launched, "running");
  return dots;
}

function setState(
  { app, org }: World,
  { batchId }: Launch,
  state: "paused" | "running" | "cancelled",
): Promise<boolean> {
  return app.run(org, (ctx) => setBatchState(ctx, { batchId, state }));
}

/** a mailbox whose password is wrong rests; the others do not notice. */
export const oneBadSender = scenario({
  name: "one mailbox of many with a wrong password",
  ids: ["R-23"],
  wish: () => ({ sink: { auth: { userName: mailboxUser, password: "right" } } }),
  play: async (world, run) => {
    const places = await manyPlaces(world, run.size(15, 5));
    const [bad, ...good] = places;
    if (!bad) throw new Error("no organisation");
    const { port } = world.sink;
    for (const place of places)
      place.senderId = await openMailbox(place, { port, connections: 2, password: place === bad ? "wrong" : "right" });
    const waiting = await launch(bad, await consentedPeople(bad, 30));
    const took = await sendTo(world, good, run.size(100, 30));
    const { accepted } = await waiting.counts();
    const refused = await countRefusals(world);
    const problems = accepted === 0 ? [] : ["the bad one sent"];
    if (refused > 5) problems.push(`${refused} sign-ins were tried`);
    await setState({ ...world, org: bad.org }, waiting, "cancelled");
    await world.app.drainQueue();
    return {
      rounds: 1,
      mostUncertain: 0,
      otherEnds: ["stopped"],
      problems,
      notes: `${good.length} others in ${took} ms, ${refused} sign-ins refused`,
    };
  },
});

async function countRefusals({ app }: World): Promise<number> {
  const rows = await query<{ failures: number }>(
    app,
    "SELECT failures FROM messaging.sender_queues WHERE failures > 0",
  );
  return rows.reduce((sum, row) => sum + row.failures, 0);
}
