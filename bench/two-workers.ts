import type { Benchmark } from "./support/benchmark.ts";
import { allAcceptedOnce } from "./support/campaigns.ts";
import { senderAt } from "./support/installation.ts";
import { openRoad, queueAndRelease, type Road, tidyUp } from "./support/road.ts";
import { startWitnessSink } from "./support/sinks.ts";
import { inRounds, median } from "./support/statistics.ts";
import { startWorker } from "./support/workers.ts";

const replyDelayMs = 20;

/** A sink as slow as a far server, so that connections and not processors are the limit. */
export const twoWorkers: Benchmark = {
  name: "two-workers",
  title: "Two workers",
  run: async (bench) => {
    const messages = bench.pick({ full: 6_000, quick: 1_000 });
    const road = await openRoad(bench, bench.pick({ full: 100_000, quick: 20_000 }));
    const rates = await inRounds(3, {
      two: () => sendWith(road, messages, 2),
      one: () => sendWith(road, messages, 1),
    });
    const [value, one] = [median(rates.two), median(rates.one)];
    return [
      {
        measure: `two workers with 10 connections each, replies after ${replyDelayMs} ms`,
        value,
        unit: "messages/s",
        peer: { name: "one worker with 10", value: one },
        ratio: value / one,
        targets: [{ of: "ratio", is: "at-least", target: 1.8, stretch: 1.95 }],
        invariants: road.invariants,
        details: { ...rates },
      },
    ];
  },
};

/** Workers live long: what each compiles in its first seconds would count twice where two of them share the messages. */
async function sendWith(road: Road, messages: number, workers: number): Promise<number> {
  const { installation } = road.bench;
  // The sender allows 20 connections over all workers; each of them opens 10.
  const environment = { PLATFORM_SMTP_URL: senderAt(installation.sinkPort, 20) };
  const started = await Promise.all(
    Array.from({ length: workers }, () => startWorker(installation, { mostConnections: 10, environment })),
  );
  await sendWitnessed(road, Math.round(messages / 3));
  const rate = await sendWitnessed(road, messages);
  await Promise.all(started.map((worker) => worker.stop()));
  return rate;
}

async function sendWitnessed(road: Road, messages: number): Promise<number> {
  const { bench, set, invariants } = road;
  const { installation } = bench;
  const sink = await startWitnessSink(installation.sinkPort, replyDelayMs);
  const { batchId, queued, seconds } = await queueAndRelease(road, messages);
  const { distinct, twice } = await sink.report();
  await sink.stop();
  invariants.push(await allAcceptedOnce(installation, set.orgId, [batchId]));
  invariants.push({
    name: "the sink got every one, none twice",
    isHeld: distinct === queued && twice === 0,
    detail: JSON.stringify({ queued, distinct, twice }),
  });
  await tidyUp(road, batchId);
  return queued / seconds;
}
