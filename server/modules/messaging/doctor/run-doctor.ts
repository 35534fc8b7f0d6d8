import { setTimeout as wait } from "node:timers/promises";
import type { Platform } from "../../../platform/platform.ts";
import { listOrganisationIds } from "../../identity/index.ts";
import { compareWithSink, listLost, type SinkComparison } from "./compare-with-sink.ts";
import { examineOrganisation, inOrganisation } from "./examine-organisation.ts";
import { type Finding, mostExamples } from "./invariants.rules.ts";
import { readSinkLog } from "./read-sink-log.ts";
import { addSharedHandOvers, listPassedSharedLimit, type SharedWindow } from "./shared-limit.ts";

export interface DoctorWish {
  /** All of the installation unless given. */
  orgId?: string;
  /** Of a test server that took all mail of the organisations that are examined. */
  sinkLog?: string;
  /** Between the two looks; a test that has stopped everything needs none. */
  pauseMs?: number;
}

export interface DoctorReport {
  organisations: number;
  findings: Finding[];
}

/**
 * Checks the invariants on a system that may be running, and changes nothing. What looks wrong is looked at again: a message
 * may have been between the database and the server at the first look, so that only what is wrong twice is reported.
 */
export async function runDoctor(platform: Platform, wish: DoctorWish = {}): Promise<DoctorReport> {
  const first = await look(platform, wish);
  if (first.findings.length === 0) return first;
  await wait(wish.pauseMs ?? 2_000);
  const second = await look(platform, wish);
  const known = new Set(first.findings.map(keyOf));
  return { ...second, findings: second.findings.filter((finding) => known.has(keyOf(finding))) };
}

function keyOf({ invariant, orgId, what }: Finding): string {
  return `${invariant} ${orgId} ${what}`;
}

async function look(platform: Platform, wish: DoctorWish): Promise<DoctorReport> {
  const findings: Finding[] = [];
  const sink = await startComparison(wish);
  const shared: SharedWindow = { limit: null, handOvers: [] };
  let organisations = 0;
  for await (const orgId of organisationsOf(platform, wish)) {
    organisations++;
    findings.push(...(await examineOrganisation(platform, orgId)));
    await inOrganisation(platform, orgId, (ctx) => addSharedHandOvers(ctx, shared));
    if (sink) findings.push(...(await inOrganisation(platform, orgId, (ctx) => compareWithSink(ctx, sink))));
  }
  findings.push(...listPassedSharedLimit(shared));
  if (sink && wish.sinkLog !== undefined) {
    findings.push(...listLost(sink.missing, await readSinkLog(wish.sinkLog)));
    if (wish.orgId === undefined) findings.push(...strangers(sink));
  }
  return { organisations, findings };
}

async function startComparison({ sinkLog }: DoctorWish): Promise<SinkComparison | undefined> {
  return sinkLog === undefined ? undefined : { log: await readSinkLog(sinkLog), seen: new Set(), missing: [] };
}

async function* organisationsOf(platform: Platform, wish: DoctorWish): AsyncGenerator<string> {
  if (wish.orgId === undefined) yield* listOrganisationIds(platform);
  else yield wish.orgId;
}

/** Something of ours arrived of which no organisation has a row. */
function strangers({ log, seen }: SinkComparison): Finding[] {
  const unknown = [...log.copies.keys()].filter((messageId) => !seen.has(messageId));
  if (unknown.length === 0) return [];
  const examples = unknown.slice(0, mostExamples);
  return [{ invariant: "INV-1", orgId: "-", what: "arrived-but-unknown", found: unknown.length, examples }];
}
