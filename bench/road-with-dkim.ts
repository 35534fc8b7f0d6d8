import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Benchmark } from "./support/benchmark.ts";
import { openRoad, sendCampaign, sendWithNodemailer, witnessCampaign } from "./support/road.ts";
import { inRounds, median } from "./support/statistics.ts";

/** The usual road: each message signed with an RSA key of 2048 bits, by the product and by its peer. */
export const roadWithDkim: Benchmark = {
  name: "road-dkim",
  title: "The road out, RSA-2048 DKIM",
  needsPostfix: true,
  run: async (bench) => {
    const messages = bench.pick({ full: 20_000, quick: 3_000 });
    const road = await openRoad(bench, bench.pick({ full: 100_000, quick: 20_000 }));
    const dkimKeyPem = generateKeyPairSync("rsa", { modulusLength: 2048 })
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString();
    const keyFile = path.join(bench.installation.environment.PLACET_DATA ?? "", "bench-dkim.pem");
    writeFileSync(keyFile, dkimKeyPem, { mode: 0o600 });
    const environment = {
      PLATFORM_DKIM_DOMAIN: "placet.example",
      PLATFORM_DKIM_SELECTOR: "bench",
      PLATFORM_DKIM_KEY_FILE: keyFile,
    };
    await witnessCampaign(road, bench.pick({ full: 5_000, quick: 1_000 }), { environment });
    const rates = await inRounds(bench.pick({ full: 5, quick: 3 }), {
      product: () => sendCampaign(road, messages, { environment }),
      nodemailer: () => sendWithNodemailer(bench, Math.round(messages / 10), dkimKeyPem),
    });
    const [value, nodemailer] = [median(rates.product), median(rates.nodemailer)];
    return [
      {
        measure: `${messages.toLocaleString("en")} messages, select → gate → render → SMTP → history`,
        value,
        unit: "messages/s",
        peer: { name: "nodemailer pooled loop with DKIM, key parsed once", value: nodemailer },
        ratio: value / nodemailer,
        targets: [{ of: "ratio", is: "at-least", target: 3, stretch: 4.5 }],
        invariants: road.invariants,
        details: { ...rates },
      },
    ];
  },
};
