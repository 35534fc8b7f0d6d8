import { verifyLedger } from "../../../server/modules/consent/index.ts";
import { until, wait } from "../fault-run.ts";
import { type FragileServer, onFragileServer } from "../fragile-server.ts";
import { countFound, type LedgerWorld, ledgerScenario } from "../ledger-world.ts";
import { newCrews, startSpeakers } from "../speakers.ts";

/** C-08: whoever was told that their word is written down finds it there, whatever becomes of the database in that moment. */
export const ledgerOutlives = onFragileServer(
  { name: "consents, and the database server killed", ids: ["C-08"] },
  (about, server) =>
    ledgerScenario({
      ...about,
      superuserUrl: server.url,
      play: async (world) => {
        const acknowledged = new Set<string>();
        const crews = await newCrews(world, 2, 10);
        const speakers = await startSpeakers(world, crews.length, (eventId) => acknowledged.add(eventId));
        for (const [index, speaker] of speakers.entries()) speaker.speakFor(crews[index] ?? []);
        const rounds = world.run.size(8, 2);
        const missing = await killAgainAndAgain(world, { server, acknowledged, rounds });
        for (const speaker of speakers) await speaker.kill();
        const verified = await world.app.run(world.org, verifyLedger);
        const checks: [isRight: boolean, problem: string][] = [
          [missing === 0, `${missing} acknowledged events are not there`],
          [verified.isIntact, JSON.stringify(verified)],
        ];
        const problems = checks.flatMap(([isRight, problem]) => (isRight ? [] : [problem]));
        return { rounds, problems, notes: `${acknowledged.size} acknowledged of ${verified.events} events` };
      },
    }),
);

async function killAgainAndAgain(
  world: LedgerWorld,
  { rounds, ...death }: Omit<Death, "signal"> & { rounds: number },
): Promise<number> {
  let missing = 0;
  for (let round = 0; round < rounds; round++) {
    missing += await killOnce(world, { ...death, signal: round % 2 === 0 ? "SIGKILL" : "SIGQUIT" });
  }
  return missing;
}

interface Death {
  server: FragileServer;
  acknowledged: ReadonlySet<string>;
  signal: "SIGKILL" | "SIGQUIT";
}

/** Answers how many of those that were acknowledged are missing when the server is back. */
async function killOnce(world: LedgerWorld, { server, acknowledged, signal }: Death): Promise<number> {
  const before = acknowledged.size;
  await until("some have spoken", () => acknowledged.size > before + 100, 60_000);
  await wait(world.run.random.between(1, 500));
  await server.kill(signal);
  const known = new Set(acknowledged);
  await server.startAgain();
  let found = 0;
  await until(
    "the database answers",
    async () => {
      found = await countFound(world, known).catch(() => 0);
      return found > 0;
    },
    60_000,
  );
  return known.size - found;
}
