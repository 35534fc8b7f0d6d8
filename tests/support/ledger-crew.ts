import { once } from "node:events";
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { subscriptions } from "../../server/app.ts";
import { readConfig } from "../../server/config.ts";
import { withdrawConsent } from "../../server/modules/consent/index.ts";
import { asPerson } from "../../server/modules/consent/pages/person-page.ts";
import { sayYes } from "../../server/modules/consent/say-yes.ts";
import { createPlatform } from "../../server/platform/create-platform.ts";
import { isRefusal } from "../../server/platform/errors.ts";

/**
 * People who say yes and no in turns, many at once, in a process of their own that tests may kill: those whose addresses
 * stand on a line of input. Each event that was acknowledged to somebody is a line of output, written before the next is
 * asked for.
 */
const { RUNTIME_URL = "", ORG_ID = "", TYPE_ID = "", ...environment } = process.env;
const { platform } = await createPlatform({
  config: readConfig(environment),
  runtimeUrl: RUNTIME_URL,
  subscriptions,
});
writeSync(1, "ready\n");
const [addressIds] = await once(createInterface({ input: process.stdin }), "line");
await Promise.all(JSON.parse(addressIds).map(speak));

async function speak(addressId: string): Promise<void> {
  for (let isYes = true; ; isYes = !isYes) {
    for (const eventId of await say(addressId, isYes)) writeSync(1, `${eventId}\n`);
  }
}

/** Whoever waited too long at the head of the chain tries again; a refusal would be a fault of the test. */
async function say(addressId: string, isYes: boolean): Promise<string[]> {
  const about = { addressId, typeId: TYPE_ID, source: "own-page" } as const;
  try {
    const events = await asPerson(platform, { orgId: ORG_ID, addressId }, async (ctx) =>
      isYes ? [await sayYes(ctx, about)] : await withdrawConsent(ctx, about),
    );
    return events.flatMap(({ eventId }) => eventId ?? []);
  } catch (error) {
    if (isRefusal(error)) throw error;
    await setTimeout(50);
    return [];
  }
}
