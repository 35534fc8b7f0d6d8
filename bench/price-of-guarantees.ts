import type { Benchmark } from "./support/benchmark.ts";
import { openRoad, sendQueued } from "./support/road.ts";
import { inRounds, median } from "./support/statistics.ts";

/** The same engine with a hand-over that has no gate, no fence and no commit. From the queue on: what is selected is the same. */
export const priceOfGuarantees: Benchmark = {
  name: "guarantees",
  title: "The price of the guarantees",
  needsPostfix: true,
  run: async (bench) => {
    const messages = bench.pick({ full: 30_000, quick: 5_000 });
    const road = await openRoad(bench, bench.pick({ full: 100_000, quick: 20_000 }));
    const rates = await inRounds(bench.pick({ full: 5, quick: 3 }), {
      product: () => sendQueued(road, messages),
      ungated: () => sendQueued(road, messages, { isUngated: true }),
    });
    const [value, ungated] = [median(rates.product), median(rates.ungated)];
    return [
      {
        measure: `${messages.toLocaleString("en")} messages with every guarantee`,
        value,
        unit: "messages/s",
        peer: { name: "the same engine without gate, fence and commit", value: ungated },
        ratio: value / ungated,
        targets: [{ of: "ratio", is: "at-least", target: 0.9, stretch: 0.95 }],
        invariants: road.invariants,
        details: { ...rates },
      },
    ];
  },
};
