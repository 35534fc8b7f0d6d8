import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { subscriptions } from "../../server/app.ts";
import { startDispatcher } from "../../server/modules/messaging/dispatch/start-dispatcher.ts";
import { createPlatform, type RunningPlatform } from "../../server/platform/create-platform.ts";
import { type DatabaseProxy, startDatabaseProxy } from "../support/database-proxy.ts";
import {
  consentedPeople,
  duplicatesIn,
  launch,
  queueOne,
  type Sending,
  startSending,
  storedMessage,
} from "../support/sending.ts";

let sending: Sending;
let proxy: DatabaseProxy;
let fragile: RunningPlatform;
beforeAll(async () => {
  sending = await startSending();
  proxy = await startDatabaseProxy(sending.app.runtimeUrl);
  fragile = await createPlatform({
    config: { ...sending.app.platform.config, logLevel: "silent" },
    runtimeUrl: proxy.url,
    subscriptions,
  });
});
afterEach(() => {
  proxy.faults = {};
});
afterAll(async () => {
  await fragile.stop();
  await proxy.stop();
  await sending.stop();
});

test.each([
  ["the claim", /SET state = 'claimed'/],
  ["the hand-over", /SET state = 'handing-over'/],
  ["the close", /INSERT INTO messaging\.attempts/],
])(
  "R-10: the answer to the commit of %s is lost, and everybody gets one copy soon",
  { timeout: 30_000 },
  async (_, said) => {
    let cuts = 0;
    proxy.faults.atCommit = (transaction) => (said.test(transaction) && cuts++ === 0 ? "cut-after" : "pass");
    const campaign = await launch(sending, await consentedPeople(sending, 15));
    const worker = await startDispatcher(fragile.platform, { pollMs: 20 });
    const isThrough = async () => (await campaign.counts()).accepted;
    // What waits at the dot when nobody knows is put off for half a minute; a lease would be five.
    await vi.waitFor(() => expect(cuts).toBeGreaterThan(0), { timeout: 10_000 });
    await sending.app.shiftTime({ minutes: 1 });
    await vi.waitFor(async () => expect(await isThrough()).toBe(15), { timeout: 15_000, interval: 50 });
    await worker.stop();
    expect(duplicatesIn(sending.sink)).toEqual([]);
  },
);

test("R-03: the answer to the commit waits while the worker sleeps, and then it writes no dot", {
  timeout: 30_000,
}, async () => {
  let heldAt = 0;
  proxy.faults.atCommit = (transaction) => {
    if (heldAt === 0 && /SET state = 'handing-over'/.test(transaction)) {
      heldAt = Date.now();
      proxy.faults.delayMs = 2_500;
      setTimeout(() => delete proxy.faults.delayMs, 2_400);
    }
    return "pass";
  };
  const dotsBefore = sending.sink.dotted.length;
  const messageId = await queueOne(sending);
  const worker = await startDispatcher(fragile.platform, { pollMs: 20 });
  const stored = () => storedMessage(sending, messageId);
  await vi.waitFor(async () => expect((await stored())?.state).toBe("accepted"), { timeout: 15_000, interval: 50 });
  await worker.stop();
  // It was handed over anew; nothing left by the commit that was slept over. The database's clock was moved by three minutes.
  const handedOverAt = ((await stored())?.handedOverAt?.getTime() ?? 0) - 3 * 60_000;
  expect(handedOverAt - heldAt).toBeGreaterThan(2_000);
  expect(sending.sink.dotted).toHaveLength(dotsBefore + 1);
});
