import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { endWithRun } from "../support/end-with-run.ts";
import { newPerson } from "../support/people.ts";
import type { LedgerWorld } from "./ledger-world.ts";

const program = path.resolve(import.meta.dirname, "../support/ledger-crew.ts");

/** A process that stands ready to speak for some people. */
export interface Speaker {
  /** They say yes and no in turns, without a pause. */
  speakFor: (addressIds: string[]) => void;
  kill: () => Promise<void>;
}

/** `heard` is told each event that was acknowledged. */
async function startSpeaker({ app, org, newsletter }: LedgerWorld, heard: (eventId: string) => void): Promise<Speaker> {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH ?? "",
      RUNTIME_URL: app.runtimeUrl,
      PLACET_DATA: app.platform.config.dataFolder,
      PUBLIC_URL: app.platform.config.publicUrl,
      LOG_LEVEL: "fatal",
      // As `npm start` does: else each spends seconds on compiling the program.
      ...(process.env.NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE } : {}),
      ...{ ORG_ID: org.orgId, TYPE_ID: newsletter },
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  endWithRun(child);
  // "close" comes after the last line that it wrote has been read.
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => (line === "ready" ? resolve() : heard(line)));
  });
  return {
    speakFor: (addressIds) => child.stdin.write(`${JSON.stringify(addressIds)}\n`),
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** One after the other, so that none compiles the program while another one does. */
export async function startSpeakers(world: LedgerWorld, count: number, heard: (eventId: string) => void) {
  const speakers: Speaker[] = [];
  while (speakers.length < count) speakers.push(await startSpeaker(world, heard));
  return speakers;
}

/** Groups of people with an address each. */
export async function newCrews(world: LedgerWorld, crews: number, size: number): Promise<string[][]> {
  const groups: string[][] = [];
  for (let crew = 0; crew < crews; crew++) {
    const group: string[] = [];
    while (group.length < size) group.push((await newPerson(world.app, world.org)).addressId);
    groups.push(group);
  }
  return groups;
}
