import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { type Reading, startReading, takeEvent } from "../../../server/modules/consent/chain-reading.ts";
import { exportLedger } from "../../../server/modules/consent/export-ledger.ts";
import { type EventLine, eventLine, readLine } from "../../../server/modules/consent/ledger-export.rules.ts";
import { hashRecord, sha256 } from "../../../server/modules/consent/ledger-hash.ts";
import { canonicalJson } from "../../../server/modules/consent/ledger-record.rules.ts";
import { readCheckpoints } from "../../../server/modules/consent/read-checkpoints.ts";
import { verifyExport } from "../../../server/modules/consent/verify-export.ts";
import { writeCheckpoint } from "../../../server/modules/consent/write-checkpoint.ts";
import { typesOf } from "../../support/people.ts";
import type { TestOrganisation } from "../../support/test-app.ts";
import { type LedgerWorld, ledgerScenario, writeEvents } from "../ledger-world.ts";

const verifier = path.resolve(import.meta.dirname, "../../../docs/verify-consent-ledger.mjs");

/** C-07: an export of a large ledger, changed in every way, against both verifiers. */
export const changedExport = ledgerScenario({
  name: "an export of the ledger, changed in every way",
  ids: ["C-07"],
  play: async (world) => {
    const events = world.run.size(100_000, 2_000);
    await writeEvents(world, Math.floor(events / 2));
    await world.app.run(world.org, writeCheckpoint);
    await writeEvents(world, events - Math.floor(events / 2));
    const lines = await exported(world, world.org);
    const stage = await prepare(world, lines);
    const problems = await judge(stage, { name: "nothing", lines, fault: null });
    const mutations = await mutationsOf(world, lines);
    for (const mutation of mutations) problems.push(...(await judge(stage, mutation)));
    const { flips, beside, missed } = flipBytes(world, lines);
    problems.push(...missed);
    for (const line of beside)
      problems.push(...(await judge(stage, { name: "a name beside", ...line, fault: /changed|spelled|JSON/ })));
    const notes = `${events} events, ${mutations.length} changes of the file, ${flips} changed bytes, each found`;
    return { rounds: mutations.length + flips, notes, problems };
  },
});

interface Mutation {
  name: string;
  lines: string[];
  /** What the stand-alone verifier must say, with the first wrong number where there is one; null: that all fits. */
  fault: RegExp | null;
  seq?: number;
}

interface Stage {
  world: LedgerWorld;
  options: string[];
  known: Awaited<ReturnType<typeof readCheckpoints>>;
}

async function exported({ app }: LedgerWorld, org: TestOrganisation): Promise<string[]> {
  return app.run(org, async (ctx) => {
    const lines: string[] = [];
    for await (const line of exportLedger(ctx)) lines.push(line);
    return lines;
  });
}

async function prepare(world: LedgerWorld, lines: string[]): Promise<Stage> {
  const { app, org, run } = world;
  const known = await readCheckpoints(app.platform, org.orgId);
  if (known.length === 0 || lines.length < 100) throw new Error("nothing was written");
  const [key, kept] = [path.join(run.folder, "key.pem"), path.join(run.folder, "kept.ndjson")];
  writeFileSync(key, app.platform.keys.publicKeyPem);
  writeFileSync(kept, known.map((line) => `${canonicalJson(line)}\n`).join(""));
  return { world, known, options: ["--key", key, "--checkpoints", kept] };
}

/** By the program's verifier and by the one that knows nothing of the program. */
async function judge({ world, options, known }: Stage, { name, lines, fault, seq }: Mutation): Promise<string[]> {
  const { publicKeyPem } = world.app.platform.keys;
  const ours = (await verifyExport(lines, { publicKeyPem, knownCheckpoints: known })).fault;
  const file = path.join(world.run.folder, "export.ndjson");
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  const { status, stdout } = spawnSync(process.execPath, [verifier, file, ...options], { encoding: "utf8" });
  const said = `${stdout.trim()} (${status}); the program: ${JSON.stringify(ours)}`;
  const isRight = fault === null ? status === 0 && ours === null : status === 1 && fault.test(stdout) && ours !== null;
  const isNamed = seq === undefined || (ours?.seq === seq && stdout.includes(String(seq)));
  return isRight && isNamed ? [] : [`${name}: ${said}`];
}

async function mutationsOf(world: LedgerWorld, lines: string[]): Promise<Mutation[]> {
  const last = lines.length - 2;
  const at = () => world.run.random.between(2, last - 2);
  const [cut, doubled, swapped, edited, head, tail] = [at(), at(), at(), at(), at(), at()];
  const line = (index: number) => lines[index] ?? "";
  const end = line(lines.length - 1);
  const forgery = forge(lines, edited);
  const other = await strangersLines(world);
  return [
    { name: "an event cut out", lines: lines.toSpliced(cut, 1), fault: /is missing/, seq: cut },
    { name: "an event doubled", lines: lines.toSpliced(doubled, 0, line(doubled)), fault: /doubled/, seq: doubled + 1 },
    {
      name: "two events swapped",
      lines: lines.with(swapped, line(swapped + 1)).with(swapped + 1, line(swapped)),
      ...{ fault: /is missing/, seq: swapped },
    },
    { name: "an event edited", lines: edit(lines, edited), fault: /was changed/, seq: edited },
    { name: "the beginning cut off", lines: [line(0), ...lines.slice(head)], fault: /is missing/, seq: 1 },
    { name: "the end cut off", lines: lines.slice(0, tail), fault: /signed end is missing/ },
    { name: "the end cut off, under the old last line", lines: [...lines.slice(0, tail), end], fault: /are missing/ },
    {
      name: "another organisation's events",
      lines: [line(0), ...other.slice(1)],
      fault: /event 1 was changed/,
      seq: 1,
    },
    { name: "another organisation's ledger", lines: other, fault: /another organisation/ },
    { name: "all hashes made anew, under the old signature", lines: [...forgery, end], fault: /does not lie|beside/ },
    {
      name: "all hashes made anew, and signed by the installation",
      lines: seal(world, forge(lines, 5), Number.POSITIVE_INFINITY),
      fault: /was written anew/,
    },
    {
      name: "an older state, truly signed",
      lines: seal(world, lines.slice(0, 11), 10),
      fault: /were witnessed .* missing/,
    },
  ];
}

function edit(lines: string[], seq: number): string[] {
  const changed = (lines[seq] ?? "").replace(/"recordedAt":"\d{4}/, '"recordedAt":"1999');
  if (changed === lines[seq]) throw new Error("nothing was edited");
  return lines.with(seq, changed);
}

/** One event says something else, and every hash from there on is right again. */
function forge(lines: string[], from: number): string[] {
  const forged = lines.slice(0, from);
  let previous = eventOf(lines, from).prev;
  for (let seq = from; seq < lines.length - 1; seq++) {
    const event = eventOf(lines, seq);
    const record =
      seq === from ? { ...event.record, recordedAt: event.record.occurredAt, source: "form" as const } : event.record;
    const hash = hashRecord({ orgId: orgOf(lines), seq, previousHash: previous }, record);
    forged.push(canonicalJson({ ...event, prev: previous, hash, record }));
    previous = hash;
  }
  return forged;
}

function seal({ app }: LedgerWorld, lines: string[], seq: number): string[] {
  const last = Math.min(seq, lines.length - 1);
  const linesHash = sha256(lines.map((line) => `${line}\n`).join(""));
  const { hash, record } = eventOf(lines, last);
  const checkpoint = { orgId: orgOf(lines), seq: last, hash, at: record.recordedAt, linesHash };
  const signature = app.platform.keys.signCheckpoint(canonicalJson(checkpoint));
  return [...lines, canonicalJson({ checkpoint, signature })];
}

async function strangersLines(world: LedgerWorld): Promise<string[]> {
  const org = await world.app.newOrganisation();
  const { newsletter } = await typesOf(world.app, org);
  await writeEvents({ app: world.app, org, newsletter }, 400);
  return exported(world, org);
}

const orgOf = (lines: string[]) => (JSON.parse(lines[0] ?? "") as { orgId: string }).orgId;
const eventOf = (lines: string[], seq: number) => JSON.parse(lines[seq] ?? "") as EventLine;

interface Flipped {
  flips: number;
  /** Files whose changed byte lies in a name, which only the hash over all lines covers. */
  beside: { lines: string[] }[];
  missed: string[];
}

/** Each byte of a thousand events, one at a time: the event itself is refused, or nothing but a name beside it has changed. */
function flipBytes({ run }: LedgerWorld, lines: string[]): Flipped {
  const every = Math.max(1, Math.floor((lines.length - 2) / run.size(1_000, 40)));
  const flipped: Flipped = { flips: 0, beside: [], missed: [] };
  const reading = startReading();
  reading.orgId = orgOf(lines);
  for (let seq = 1; seq < lines.length - 1; seq++) {
    if (seq % every === 0) flipEach(flipped, { lines, seq, reading, mask: () => run.random.between(1, 255) });
    takeEvent(reading, eventOf(lines, seq));
    if (reading.fault) throw new Error(`an event that nobody touched is refused: ${JSON.stringify(reading.fault)}`);
  }
  return flipped;
}

interface Place {
  lines: string[];
  seq: number;
  reading: Reading;
  mask: () => number;
}

function flipEach(flipped: Flipped, { lines, seq, reading, mask }: Place): void {
  const line = lines[seq] ?? "";
  const bytes = Buffer.from(line, "utf8");
  for (const [index, byte] of bytes.entries()) {
    const text = Buffer.from(bytes)
      .fill(byte ^ mask(), index, index + 1)
      .toString("utf8");
    flipped.flips++;
    const fault = faultOf(reading, text);
    if (fault === seq) continue;
    if (fault !== null || !isOnlyName(line, text)) flipped.missed.push(`byte ${index} of event ${seq}: ${fault}`);
    else flipped.beside.push({ lines: lines.with(seq, text) });
  }
  // Each of them holds all lines.
  flipped.beside.splice(3);
}

function faultOf(reading: Reading, text: string): number | null {
  const event = readLine(eventLine, text);
  if (!event) return reading.seq + 1;
  const next = { ...reading };
  takeEvent(next, event);
  return next.fault?.seq ?? null;
}

function isOnlyName(before: string, after: string): boolean {
  const withoutName = (line: string) => {
    const { beside: { actorName: _name, ...beside } = {}, ...event } = JSON.parse(line) as EventLine;
    return canonicalJson({ ...event, beside });
  };
  return withoutName(before) === withoutName(after);
}
