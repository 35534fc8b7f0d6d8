import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { sql } from "kysely";
import { verifyLedger } from "../../../server/modules/consent/index.ts";
import { endWithRun } from "../../support/end-with-run.ts";
import { newPerson } from "../../support/people.ts";
import { wait } from "../fault-run.ts";
import { countLedger, type LedgerWorld, ledgerScenario } from "../ledger-world.ts";

const program = path.resolve(import.meta.dirname, "../../support/ledger-crew.ts");
const processes = 5;
const writersEach = 10;
const kills = 10;

/** C-08: fifty writers of one ledger in five processes, one of which is killed now and then. */
export const ledgerWriters = ledgerScenario({
  name: "fifty writers of the consent ledger, killed",
  ids: ["C-08"],
  play: async (world) => {
    const wanted = world.run.size(20_000, 2_000);
    const addressIds: string[] = [];
    while (addressIds.length < processes * writersEach)
      addressIds.push((await newPerson(world.app, world.org)).addressId);
    const crews = Array.from({ length: processes }, (_, index) =>
      startCrew(world, addressIds.slice(index * writersEach, (index + 1) * writersEach)),
    );
    const acknowledged = new Set<string>();
    await Promise.all(crews.map((crew) => crew.ready));
    const startedAt = performance.now();
    const killed = await killUntil(crews, { world, wanted, acknowledged });
    const seconds = (performance.now() - startedAt) / 1000;
    for (const crew of crews) await crew.stop();
    return { rounds: killed, ...(await judge(world, { wanted, acknowledged, killed, seconds })) };
  },
});

interface Crew {
  ready: Promise<void>;
  kill: () => Promise<void>;
  stop: () => Promise<void>;
  heard: (take: (eventId: string) => void) => void;
}

/** Ten people who speak without a pause; after a kill another process speaks for them. */
function startCrew({ app, org, newsletter }: LedgerWorld, addressIds: string[]): Crew {
  let take: (eventId: string) => void = () => undefined;
  const start = () => {
    const child = spawn(process.execPath, [program], {
      env: {
        PATH: process.env.PATH ?? "",
        RUNTIME_URL: app.runtimeUrl,
        PLACET_DATA: app.platform.config.dataFolder,
        PUBLIC_URL: app.platform.config.publicUrl,
        LOG_LEVEL: "fatal",
        // As `npm start` does: else each that follows a killed one spends seconds on compiling the program.
        ...(process.env.NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE } : {}),
        ...{ ORG_ID: org.orgId, TYPE_ID: newsletter, ADDRESS_IDS: addressIds.join(",") },
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    endWithRun(child);
    const ready = new Promise<void>((resolve) => {
      createInterface({ input: child.stdout }).on("line", (line) => (line === "ready" ? resolve() : take(line)));
    });
    // "close" comes after the last line that it wrote has been read.
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    return { child, ready, ended };
  };
  let running = start();
  const stop = async () => {
    running.child.kill("SIGKILL");
    await running.ended;
  };
  return {
    ready: running.ready,
    stop,
    kill: async () => {
      await stop();
      running = start();
    },
    heard: (listener) => {
      take = listener;
    },
  };
}

interface Wish {
  world: LedgerWorld;
  wanted: number;
  acknowledged: Set<string>;
}

/** A kill after each tenth of the events, at a moment of the draw; goes on until there are as many as wanted. */
async function killUntil(crews: Crew[], { world, wanted, acknowledged }: Wish): Promise<number> {
  const { random } = world.run;
  for (const crew of crews) crew.heard((eventId) => acknowledged.add(eventId));
  const endsAt = performance.now() + 1_800_000;
  let killed = 0;
  while (acknowledged.size < wanted && performance.now() < endsAt) {
    await wait(random.between(5, 50));
    const isDue = acknowledged.size > ((killed + 0.5) * wanted) / kills;
    if (!isDue || killed >= kills) continue;
    await random.pick(crews).kill();
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
  const found = await app.run(org, async (ctx) => {
    const { rows } = await sql<{ found: number }>`
      SELECT count(*) AS found FROM consent.ledger
      WHERE org_id = ${ctx.orgId} AND event_id = ANY(${[...acknowledged]}::uuid[])`.execute(ctx.tx);
    return rows[0]?.found;
  });
  const verified = await app.run(org, verifyLedger);
  const perSecond = Math.round(acknowledged.size / seconds);
  const checks: [isRight: boolean, problem: string][] = [
    [acknowledged.size >= wanted, `only ${acknowledged.size} events were acknowledged`],
    [killed === kills, `${killed} processes were killed`],
    [found === acknowledged.size, `${acknowledged.size - (found ?? 0)} acknowledged events are not there`],
    [last === events, `${events} events, and the last has number ${last}`],
    [places === events, `${events} events follow on ${places} places: the chain has forked`],
    [verified.isIntact && verified.events === events, JSON.stringify(verified)],
  ];
  return {
    notes: `${events} events, ${perSecond} acknowledged a second, ${killed} processes killed`,
    problems: checks.flatMap(([isRight, problem]) => (isRight ? [] : [problem])),
  };
}
