import { setBatchState } from "../../server/modules/messaging/index.ts";
import { prepareUngated } from "../ungated-dispatcher.ts";
import type { Bench, Invariant } from "./benchmark.ts";
import { allAcceptedOnce, type QueuedCampaign, queueCampaign, sameCount, waitForBatch } from "./campaigns.ts";
import type { DataSet } from "./generated-people.ts";
import { senderAt } from "./installation.ts";
import { runNodemailer } from "./peers.ts";
import { runSmtpSource, startPostfixSink, startWitnessSink } from "./sinks.ts";
import { type BenchWorker, startWorker, type WorkerOptions, type WorkerUsage } from "./workers.ts";

/** Connections of the product and of its peers alike. */
const sessions = 100;

export interface Road {
  bench: Bench;
  set: DataSet;
  invariants: Invariant[];
  /** Processor seconds of the sender for each thousand messages, one for each round. */
  cpuPerThousand: number[];
  peakMb: number[];
}

export async function openRoad(bench: Bench, people: number): Promise<Road> {
  return { bench, set: await bench.data.people(people), invariants: [], cpuPerThousand: [], peakMb: [] };
}

/** One campaign from the selection to the last reply recorded, against Postfix's sink; messages a second. */
export function sendCampaign(road: Road, messages: number, options: WorkerOptions = {}): Promise<number> {
  const { installation } = road.bench;
  return againstPostfix(road, options, async () => {
    const startedAt = performance.now();
    const campaign = await queueCampaign(installation, road.set, { messages });
    await waitForBatch(installation, road.set, campaign.batchId);
    return { ...campaign, seconds: secondsSince(startedAt) };
  });
}

/** The same without the selection: the clock starts when the queued campaign is let go. */
export function sendQueued(road: Road, messages: number, options: WorkerOptions = {}): Promise<number> {
  const { installation } = road.bench;
  const { orgId } = road.set;
  return againstPostfix(road, options, () =>
    queueAndRelease(road, messages, async () => {
      if (options.isUngated) await prepareUngated(installation.platform, orgId);
    }),
  );
}

interface SentCampaign extends QueuedCampaign {
  seconds: number;
}

/** The clock starts when a campaign that is queued as a whole is let go, and stops with its last reply recorded. */
export async function queueAndRelease(
  { bench, set }: Road,
  messages: number,
  prepare: () => Promise<void> = async () => undefined,
): Promise<SentCampaign> {
  const { installation } = bench;
  const campaign = await queueCampaign(installation, set, { messages, state: "paused" });
  const { batchId } = campaign;
  await prepare();
  await installation.asSuperuser("VACUUM ANALYZE messaging.messages");
  const startedAt = performance.now();
  await installation.run(set.orgId, (ctx) => setBatchState(ctx, { batchId, state: "running" }));
  await waitForBatch(installation, set, batchId);
  return { ...campaign, seconds: secondsSince(startedAt) };
}

async function againstPostfix(road: Road, options: WorkerOptions, send: () => Promise<SentCampaign>): Promise<number> {
  const { bench, set, invariants } = road;
  const { installation } = bench;
  const sink = await startPostfixSink(installation.sinkPort);
  const worker = await startRoadWorker(road, options);
  const before = await worker.usage();
  const { batchId, queued, seconds } = await send();
  noteUsage(road, { queued, before, after: await worker.usage() });
  await worker.stop();
  invariants.push(await allAcceptedOnce(installation, set.orgId, [batchId]));
  invariants.push(sameCount("the sink took as many as the rows say", await sink.count(), queued));
  await sink.stop();
  await tidyUp(road, batchId);
  return queued / seconds;
}

function startRoadWorker({ bench }: Road, options: WorkerOptions): Promise<BenchWorker> {
  const environment = { PLATFORM_SMTP_URL: senderAt(bench.installation.sinkPort, sessions), ...options.environment };
  return startWorker(bench.installation, { ...options, environment });
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}

function noteUsage(
  road: Road,
  { queued, before, after }: { queued: number; before: WorkerUsage; after: WorkerUsage },
): void {
  road.cpuPerThousand.push(((after.cpuSeconds - before.cpuSeconds) / queued) * 1000);
  road.peakMb.push(after.peakMb);
}

/** The next round begins with tables of the same size. */
export async function tidyUp({ bench, set }: Road, batchId: string): Promise<void> {
  const batch = `org_id = '${set.orgId}' AND batch_id = '${batchId}'`;
  await bench.installation.asSuperuser(`
    SET session_replication_role = replica;
    DELETE FROM messaging.attempts a USING messaging.messages m
      WHERE a.org_id = m.org_id AND a.message_id = m.message_id AND m.org_id = '${set.orgId}' AND m.batch_id = '${batchId}';
    DELETE FROM messaging.messages WHERE ${batch};
    DELETE FROM campaigns.recipients r USING campaigns.campaigns c
      WHERE r.org_id = c.org_id AND r.campaign_id = c.campaign_id AND c.org_id = '${set.orgId}' AND c.batch_id = '${batchId}'`);
  await bench.installation.asSuperuser("VACUUM ANALYZE messaging.messages");
  await bench.installation.asSuperuser("VACUUM ANALYZE messaging.attempts");
}

/** A campaign to a sink that knows each message: who got it, and whether twice. The answer is the mean size. */
export async function witnessCampaign(road: Road, messages: number, options: WorkerOptions = {}): Promise<number> {
  const { bench, set, invariants } = road;
  const { installation } = bench;
  const sink = await startWitnessSink(installation.sinkPort);
  const worker = await startRoadWorker(road, options);
  const { batchId, queued } = await queueCampaign(installation, set, { messages });
  await waitForBatch(installation, set, batchId);
  const { distinct, twice, accepted, bytes, signed } = await sink.report();
  await worker.stop();
  await sink.stop();
  invariants.push({
    name: "a sink that knows each message got every one, none twice",
    isHeld: distinct === queued && twice === 0 && accepted === queued,
    detail: JSON.stringify({ queued, accepted, distinct, twice }),
  });
  const mustBeSigned = options.environment?.PLATFORM_DKIM_KEY_FILE !== undefined;
  invariants.push({
    name: mustBeSigned ? "every message signed" : "no message signed",
    isHeld: signed === (mustBeSigned ? queued : 0),
    detail: `${signed} of ${queued}`,
  });
  await tidyUp(road, batchId);
  return Math.round(bytes / accepted);
}

export async function sendWithNodemailer(bench: Bench, messages: number, dkimKeyPem: string | null): Promise<number> {
  const port = bench.installation.sinkPort;
  const sink = await startPostfixSink(port);
  const { seconds } = await runNodemailer({ port, messages, connections: sessions, dkimKeyPem });
  await sink.stop();
  return messages / seconds;
}

export async function sendWithSmtpSource(bench: Bench, messages: number, bytes: number): Promise<number> {
  const port = bench.installation.sinkPort;
  const sink = await startPostfixSink(port);
  const seconds = await runSmtpSource({ port, messages, sessions, bytes });
  await sink.stop();
  return messages / seconds;
}
