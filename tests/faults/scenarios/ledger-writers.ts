import { verifyLedger } from "../../../server/modules/consent/index.ts";
import { wait } from "../fault-run.ts";
import { countFound, countLedger, type LedgerWorld, ledgerScenario } from "../ledger-world.ts";
import { newCrews, type Speaker, startSpeakers } from "../speakers.ts";

const processes = 5;
const writersEach = 10;
const kills = 10;

/** C-08: fifty writers of one ledger in five processes, one of which is killed now and then. */
export const ledgerWriters = ledgerScenario({
  name: "fifty writers of the consent ledger, killed",
  ids: ["C-08"],
  play: async (world) => {
    const wanted = world.run.size(20_000, 2_000);
    const acknowledged = new Set<string>();
    const crews = await newCrews(world, processes, writersEach);
    const speakers = await startSpeakers(world, processes + kills, (eventId) => acknowledged.add(eventId));
    const startedAt = performance.now();
    const killed = await killUntil(speakers, { world, wanted, crews, acknowledged });
    const seconds = (performance.now() - startedAt) / 1000;
    for (const speaker of speakers) await speaker.kill();
    return { rounds: killed, ...(await judge(world, { wanted, acknowledged, killed, seconds })) };
  },
});

interface Wish {
  world: LedgerWorld;
  wanted: number;
  crews: string[][];
  acknowledged: Set<string>;
}

/** A kill after each tenth of the events, at a moment of the draw, and the next process speaks for the people of the dead one. */
async function killUntil(speakers: Speaker[], { world, wanted, crews, acknowledged }: Wish): Promise<number> {
  const { random } = world.run;
  const spare = speakers.slice(crews.length);
  const speaking = speakers.slice(0, crews.length).map((speaker, index) => ({ speaker, crew: crews[index] ?? [] }));
  for (const { speaker, crew } of speaking) speaker.speakFor(crew);
  const endsAt = performance.now() + 1_800_000;
  let killed = 0;
  while (acknowledged.size < wanted && performance.now() < endsAt) {
    await wait(random.between(5, 50));
    const isDue = acknowledged.size > ((killed + 0.5) * wanted) / kills;
    if (!isDue || killed >= kills) continue;
    const victim = random.pick(speaking);
    await victim.speaker.kill();
    victim.speaker = spare.shift() ?? victim.speaker;
    victim.speaker.speakFor(victim.crew);
    killed++;
  }
  return killed;
}

interface Written {
  wanted: number;
  acknowledged: Set<string>;
  killed: number;
  seconds: number;
}

async function judge({ app, org }: LedgerWorld, { wanted, acknowledged, killed, seconds }: Written) {
  const { events, last, places } = await countLedger({ app, org });
  const found = await countFound({ app, org }, acknowledged);
  const verified = await app.run(org, verifyLedger);
  const perSecond = Math.round(acknowledged.size / seconds);
  const checks: [isRight: boolean, problem: string][] = [
    [acknowledged.size >= wanted, `only ${acknowledged.size} events were acknowledged`],
    [killed === kills, `${killed} processes were killed`],
    [found === acknowledged.size, `${acknowledged.size - found} acknowledged events are not there`],
    [last === events, `${events} events, and the last has number ${last}`],
    [places === events, `${events} events follow on ${places} places: the chain has forked`],
    [verified.isIntact && verified.events === events, JSON.stringify(verified)],
  ];
  return {
    notes: `${events} events, ${perSecond} acknowledged a second, ${killed} processes killed`,
    problems: checks.flatMap(([isRight, problem]) => (isRight ? [] : [problem])),
  };
}
