import { readFileSync } from "node:fs";
import { withClient } from "../../support/connect.ts";
import type { CommitFault } from "../../support/database-proxy.ts";
import { until, wait } from "../fault-run.ts";
import { type FragileServer, onFragileServer } from "../fragile-server.ts";
import { scenario } from "../scenario.ts";
import { countOpen, type World } from "../world.ts";

/** What a transaction of the road out is, told by what it says. */
const kinds = {
  enqueue: /INSERT INTO messaging\.messages/,
  claim: /SET state = 'claimed'/,
  "hand-over": /SET state = 'handing-over'/,
  close: /INSERT INTO messaging\.attempts/,
} as const;
type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as Kind[];

/** the server commits, and its answer is lost with the connection; or the commit itself is lost. */
export const lostCommits = scenario({
  name: "reply to COMMIT cut off",
  ids: ["R-10"],
  wish: () => ({ sink: { delays: { dot: [5, 20] } } }),
  play: async (world, run) => {
    const each = run.size(50, 5);
    await world.launch(await world.people(run.size(3_000, 600)));
    const cuts = { enqueue: 0, claim: 0, "hand-over": 0, close: 0 };
    world.proxy.faults.atCommit = (transaction) => {
      const kind = kindNames.find((name) => kinds[name].test(transaction));
      if (kind === undefined || cuts[kind] >= each || run.random.next() > 0.2) return "pass";
      cuts[kind]++;
      return run.random.next() < 0.7 ? "cut-after" : "cut-before";
    };
    await world.startWorker({ RUNTIME_URL: world.proxy.url });
    await whileOpen(world, () => cuts.claim + cuts["hand-over"] + cuts.close < each * 3);
    const { claim, close } = cuts;
    const rounds = claim + close + cuts["hand-over"];
    const notes = `cut at claim ${claim}, before the dot ${cuts["hand-over"]}, at the close ${close}`;
    // A cut commit before the dot writes no dot, and the close is tried until it is written: nothing is uncertain.
    return { rounds, mostUncertain: cuts["hand-over"] * world.connections, notes };
  },
});

/** one transaction in twenty is told to begin again. */
export const serializationFailures = scenario({
  name: "serialization failures in 5 % of the transactions",
  ids: ["R-16"],
  play: async (world, run) => {
    await world.launch(await world.people(run.size(2_000, 400)));
    let rounds = 0;
    world.proxy.faults.atCommit = (): CommitFault => {
      if (run.random.next() > 0.05) return "pass";
      rounds++;
      return "serialization-failure";
    };
    await world.startWorker({ RUNTIME_URL: world.proxy.url });
    await world.startWorker({ RUNTIME_URL: world.proxy.url });
    await whileOpen(world, () => true);
    return { rounds, mostUncertain: 0 };
  },
});

/** connections of the workers are ended by the server, a random one each 200 ms. */
export const terminatedBackends = scenario({
  name: "database connections ended at random",
  ids: ["R-13"],
  wish: () => ({ sink: { delays: { dot: [20, 80] } } }),
  play: async (world, run) => {
    const people = await world.people(run.size(8_000, 1_500));
    const viaProxy = { RUNTIME_URL: world.proxy.url };
    const workers = [await world.startWorker(viaProxy), await world.startWorker(viaProxy)];
    await world.launch(people);
    const endsAt = performance.now() + run.size(45, 8) * 1_000;
    let rounds = 0;
    for (; performance.now() < endsAt && (await countOpen(world)) > 0; rounds++) {
      const port = run.random.pick(world.proxy.ports());
      await asSuperuser(
        run.superuserUrl,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE client_port = ${port}`,
      );
      await wait(200);
    }
    const problems = workers.filter((worker) => !world.workers.has(worker)).map(() => "a worker ended by itself");
    return { rounds, problems, mostUncertain: 0 };
  },
});

/** the database itself is killed, or stopped at once, and comes back on another port. */
export const databaseKilled = onFragileServer(
  { name: "database server killed and started again", ids: ["R-14"] },
  (about, server) =>
    scenario({
      ...about,
      wish: () => ({ superuserUrl: server.url, sink: { delays: { dot: [20, 80] } } }),
      play: async (world, run) => {
        const people = await world.people(run.size(4_000, 1_000));
        await world.startWorker();
        await world.startWorker();
        await world.launch(people);
        const { rounds, slowest } = await killAgainAndAgain(world, server);
        const problems = slowest > 15_000 ? [`went on only after ${Math.round(slowest / 1000)} s`] : [];
        // Nobody of the workers dies: each waits with what it knows until it can be written down.
        return {
          rounds,
          problems,
          mostUncertain: rounds * 2 * world.connections,
          notes: `went on within ${slowest} ms`,
        };
      },
    }),
);

async function killAgainAndAgain(world: World, server: FragileServer): Promise<{ rounds: number; slowest: number }> {
  const { random, options, size } = world.run;
  const wanted = size(5, 2);
  let slowest = 0;
  let rounds = 0;
  for (; rounds < wanted && (await countOpen(world)) > 0; rounds++) {
    await random.pause();
    await server.kill(rounds % 2 === 0 ? "SIGKILL" : "SIGQUIT");
    await wait(options.isQuick ? 1_000 : random.between(1_000, 10_000));
    await server.startAgain();
    slowest = Math.max(slowest, await untilNextAccepted(world));
  }
  return { rounds, slowest };
}

async function untilNextAccepted(world: World): Promise<number> {
  const startedAt = performance.now();
  const accepted = () => readFileSync(world.sink.logFile, "utf8").split('"code":250').length;
  const before = accepted();
  await until("the next message leaves", async () => accepted() > before || (await countOpen(world)) === 0, 60_000);
  return Math.round(performance.now() - startedAt);
}

async function asSuperuser(url: string, statement: string): Promise<void> {
  await withClient(url, async (client) => client.query(statement));
}

async function whileOpen(world: World, isMore: () => boolean): Promise<void> {
  const endsAt = performance.now() + 120_000;
  while (performance.now() < endsAt && isMore() && (await countOpen(world)) > 0) await wait(100);
}

/** the network swallows everything, and nobody is told. */
export const databaseSilent = scenario({
  name: "database swallowed by the network for 60 seconds",
  ids: ["R-15"],
  isLeftOutWhenQuick: true,
  wish: () => ({ sink: { delays: { dot: [20, 80] } } }),
  play: async (world, run) => {
    const viaProxy = { RUNTIME_URL: world.proxy.url };
    await world.launch(await world.people(run.size(6_000, 3_000)));
    await world.startWorker(viaProxy);
    await world.startWorker(viaProxy);
    const problems: string[] = [];
    const notes: string[] = [];
    const wanted = run.size(2, 1);
    let rounds = 0;
    for (; rounds < wanted && (await countOpen(world)) > 0; rounds++) {
      await wait(run.random.between(1_500, 3_000));
      const { noticed, wentOn } = await swallow(world, 60_000);
      notes.push(`noticed after ${noticed} s, went on ${wentOn} s after its end`);
      if (noticed > 30) problems.push(`noticed only after ${noticed} s`);
      if (wentOn > 30) problems.push(`went on only ${wentOn} s after its end`);
    }
    if (world.workers.size !== 2) problems.push("a worker ended by itself");
    // What was on its way is written down when it can be: nobody dies.
    return { rounds, problems, mostUncertain: 0, notes: notes.join("; ") };
  },
});

async function swallow(world: World, milliseconds: number): Promise<{ noticed: number; wentOn: number }> {
  const { proxy } = world;
  const startedAt = performance.now();
  const secondsSince = (time: number) => Math.round((performance.now() - time) / 1000);
  const known = proxy.ports();
  proxy.faults.isBlackHole = true;
  const isLeft = () => !proxy.ports().some((port) => known.includes(port));
  await until("every connection of before is given up", isLeft, milliseconds).catch(() => undefined);
  const noticed = secondsSince(startedAt);
  await wait(Math.max(0, milliseconds - (performance.now() - startedAt)));
  proxy.faults = {};
  const endedAt = performance.now();
  await untilNextAccepted(world);
  return { noticed, wentOn: secondsSince(endedAt) };
}
