import type { Benchmark } from "./support/benchmark.ts";
import { allAcceptedOnce, queueCampaign, sameCount, waitForBatch } from "./support/campaigns.ts";
import { openRoad, type Road, tidyUp } from "./support/road.ts";
import { startPostfixSink } from "./support/sinks.ts";
import { startWorker } from "./support/workers.ts";

interface Sent {
  microsecondsEach: number;
  peakMb: number;
}

/** A campaign ten times as large: what a message costs, and how much memory the worker takes. */
export const growth: Benchmark = {
  name: "growth",
  title: "Growth",
  needsPostfix: true,
  run: async (bench) => {
    const large = bench.pick({ full: 1_000_000, quick: 50_000 });
    const road = await openRoad(bench, bench.pick({ full: 1_000_000, quick: 100_000 }));
    const small = await sendAll(road, { messages: large / 10, campaigns: 1 });
    // Fewer than half a million of a million people have said yes: two campaigns make the million.
    const big = await sendAll(road, { messages: large, campaigns: 2, isLast: true });
    const count = (messages: number) => messages.toLocaleString("en");
    return [
      {
        measure: `cost of one of ${count(large)} messages`,
        value: big.microsecondsEach,
        unit: "µs",
        peer: { name: `cost of one of ${count(large / 10)}`, value: small.microsecondsEach },
        ratio: big.microsecondsEach / small.microsecondsEach,
        targets: [{ of: "ratio", is: "at-most", target: 1.1, stretch: 1 }],
        invariants: road.invariants,
      },
      {
        measure: `the worker's memory at its highest, ${count(large)} messages`,
        value: big.peakMb,
        unit: "MB",
        peer: { name: `${count(large / 10)} messages`, value: small.peakMb },
        targets: [{ of: "value", is: "at-most", target: 300 }],
        invariants: road.invariants,
      },
    ];
  },
};

interface Sending {
  messages: number;
  campaigns: number;
  isLast?: boolean;
}

async function sendAll(road: Road, { messages, campaigns, isLast = false }: Sending): Promise<Sent> {
  const { bench, set, invariants } = road;
  const { installation } = bench;
  const sink = await startPostfixSink(installation.sinkPort);
  const worker = await startWorker(installation);
  const batchIds: string[] = [];
  let queued = 0;
  let seconds = 0;
  for (let turn = 0; turn < campaigns; turn++) {
    const startedAt = performance.now();
    const campaign = await queueCampaign(installation, set, { messages: messages / campaigns });
    await waitForBatch(installation, set, campaign.batchId);
    seconds += (performance.now() - startedAt) / 1000;
    batchIds.push(campaign.batchId);
    queued += campaign.queued;
  }
  const { peakMb } = await worker.usage();
  await worker.stop();
  invariants.push(await allAcceptedOnce(installation, set.orgId, batchIds));
  invariants.push(sameCount("the sink took as many as the rows say", await sink.count(), queued));
  await sink.stop();
  // Nothing comes after the last: its million rows would take minutes to be deleted from what is thrown away.
  if (!isLast || installation.isKept) for (const batchId of batchIds) await tidyUp(road, batchId);
  return { microsecondsEach: (seconds / queued) * 1e6, peakMb };
}
