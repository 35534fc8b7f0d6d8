import type { Benchmark } from "./support/benchmark.ts";
import { openRoad, sendCampaign, sendWithNodemailer, sendWithSmtpSource, witnessCampaign } from "./support/road.ts";
import { inRounds, median } from "./support/statistics.ts";

/** Selection, gate, rendering, SMTP and history, against the loop that most people write and against the ceiling in C. */
export const roadWithoutDkim: Benchmark = {
  name: "road",
  title: "The road out, without DKIM",
  needsPostfix: true,
  run: async (bench) => {
    const messages = bench.pick({ full: 50_000, quick: 5_000 });
    const road = await openRoad(bench, bench.pick({ full: 100_000, quick: 20_000 }));
    const bytes = await witnessCampaign(road, bench.pick({ full: 10_000, quick: 2_000 }));
    const rates = await inRounds(bench.pick({ full: 5, quick: 3 }), {
      product: () => sendCampaign(road, messages),
      nodemailer: () => sendWithNodemailer(bench, Math.round(messages / 10), null),
      smtpSource: () => sendWithSmtpSource(bench, messages, bytes),
    });
    const value = median(rates.product);
    const common = { value, unit: "messages/s", invariants: road.invariants };
    const [nodemailer, smtpSource] = [median(rates.nodemailer), median(rates.smtpSource)];
    return [
      {
        ...common,
        measure: `${messages.toLocaleString("en")} messages, select → gate → render → SMTP → history`,
        peer: { name: "nodemailer pooled loop", value: nodemailer },
        ratio: value / nodemailer,
        targets: [{ of: "ratio", is: "at-least", target: 4, stretch: 6 }],
        details: { ...rates, bytesOfMessage: bytes },
      },
      {
        ...common,
        measure: "the same",
        peer: { name: "smtp-source -d, same size and sessions", value: smtpSource },
        ratio: value / smtpSource,
        targets: [{ of: "ratio", is: "at-least", target: 0.45, stretch: 0.65 }],
      },
      {
        measure: "processor time of the sender for 1,000 messages",
        value: median(road.cpuPerThousand),
        unit: "s",
        targets: [{ of: "value", is: "at-most", target: 0.15, stretch: 0.1 }],
        invariants: road.invariants,
        details: { rounds: road.cpuPerThousand, workerPeakMb: road.peakMb },
      },
    ];
  },
};
