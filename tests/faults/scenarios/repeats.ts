import { readFileSync } from "node:fs";
import { queueOne } from "../../support/sending.ts";
import { type FaultRun, until } from "../fault-run.ts";
import { scenario } from "../scenario.ts";
import { countOpen, mailboxLogin, query, type World } from "../world.ts";
import { killAgainAndAgain } from "./kills.ts";

const dedupeHeader = "X-Message-Key";
/** What such a server is told besides its faults. */
const usual = { dedupeHeader, auth: mailboxLogin };

/** what leave uncertain is brought to the server again, which drops what it has already. */
export const repeatsDropped = scenario({
  name: "server that drops repeats: no answers, and a worker killed",
  ids: ["R-09"],
  wish: () => ({
    hasMailbox: true,
    repeatGuard: { header: dedupeHeader, hours: 24 },
    sink: {
      ...usual,
      delays: { dot: [20, 100] },
      faults: [
        { step: "dot", every: 10, action: { drop: true, taken: true } },
        { step: "dot", every: 13, action: { drop: true } },
      ],
    },
  }),
  play: async (world, run) => {
    await world.launch(await world.people(run.size(3_000, 600)));
    for (let index = 0; index < run.size(30, 10); index++)
      await queueOne(world, { messageClass: index % 2 === 0 ? "security" : "service" });
    await world.startWorker();
    const kills = await killAgainAndAgain(world, run, run.size(12, 3));
    const before = await settle(world, run);
    const notes = `${kills} kills; ${before} messages were uncertain once, ${countDropped(world)} repeats dropped by the server`;
    return { rounds: kills + before, mostUncertain: 0, notes };
  },
  judge: async (world) => {
    const rows = await query<{ state: string; n: number }>(
      world.app,
      "SELECT state, count(*)::int AS n FROM messaging.messages WHERE state <> 'accepted' GROUP BY state",
    );
    const left = rows.map(({ state, n }) => `${n} are ${state} after settling`);
    return countDropped(world) > 0 ? left : [...left, "no repeat was ever dropped: nothing is proved"];
  },
});

/** Lets the time of the repeats pass, the first of them still with a bad server. Answers how many messages there were in doubt. */
async function settle(world: World, { options }: FaultRun): Promise<number> {
  const isQuiet = async () => (await countOpen(world)) === 0;
  for (let round = 0; round < 12; round++) {
    await until("nothing is on its way", isQuiet, options.isQuick ? 60_000 : 180_000);
    if (round === 1) world.sink.say(usual);
    if ((await count(world, "state = 'uncertain'")) === 0) break;
    await world.app.shiftTime({ minutes: 31 });
    await until("what can be settled is on its way", async () => (await count(world, isDue)) === 0);
  }
  return count(world, "repeats > 0");
}

const isDue = "state = 'uncertain' AND settle_after <= platform.current_time()";

async function count({ app }: World, condition: string): Promise<number> {
  const rows = await query<{ n: number }>(app, `SELECT count(*)::int AS n FROM messaging.messages WHERE ${condition}`);
  return rows.reduce((total, row) => total + row.n, 0);
}

function countDropped({ sink }: World): number {
  return readFileSync(sink.logFile, "utf8").split('"dropped":true').length - 1;
}
