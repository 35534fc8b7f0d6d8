import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  consentedPeople,
  launch,
  queueOne,
  type Sending,
  startSending,
  storedMessage,
} from "../../../../tests/support/sending.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());

test("R-06: what is queued while a server thinks about another message does not wait for it", {
  timeout: 60_000,
}, async () => {
  let dots = 0;
  sending.sink.options = { delayMs: (visit) => (visit.step === "dot" && dots++ === 0 ? 8_000 : 0) };
  await sending.work();
  const slow = await queueOne(sending);
  const stateOf = async (messageId: string) => (await storedMessage(sending, messageId))?.state;
  await vi.waitFor(() => expect(sending.sink.dotted).toHaveLength(1), { timeout: 10_000, interval: 10 });
  const quick = await queueOne(sending, { messageClass: "security" });
  await vi.waitFor(async () => expect(await stateOf(quick)).toBe("accepted"), { timeout: 7_000, interval: 20 });
  expect(await stateOf(slow)).toBe("handing-over");
  await vi.waitFor(async () => expect(await stateOf(slow)).toBe("accepted"), { timeout: 15_000, interval: 50 });
});

test("R-06: as many connections as the sender may have share the work of a slow server", {
  timeout: 60_000,
}, async () => {
  let most = 0;
  sending.sink.options = {
    delayMs: (visit) => {
      most = Math.max(most, sending.sink.connections());
      return visit.step === "dot" ? 1_000 : 0;
    },
  };
  const campaign = await launch(sending, await consentedPeople(sending, 40));
  await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), { timeout: 40_000, interval: 100 });
  expect(most).toBe(10);
});
