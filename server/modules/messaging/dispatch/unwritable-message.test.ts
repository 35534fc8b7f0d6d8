import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  consentedPeople,
  launch,
  type Sending,
  startSending,
  storedMessages,
} from "../../../../tests/support/sending.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending({ connections: 1 });
});
afterAll(() => sending.stop());

test("a message that cannot be written fails alone: the others leave, by the same connection", async () => {
  const campaign = await launch(sending, await consentedPeople(sending, 5));
  const { batchId } = campaign;
  const [, unlucky] = await storedMessages(sending, { batchId });
  const { keys } = sending.app.platform;
  const makeReturnToken = keys.makeReturnToken.bind(keys);
  vi.spyOn(keys, "makeReturnToken").mockImplementation((subject) => {
    if (subject.messageId === unlucky?.messageId) throw new Error("nobody can write this one");
    return makeReturnToken(subject);
  });
  await sending.work();
  await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), { timeout: 15_000, interval: 20 });
  const stored = await storedMessages(sending, { batchId });
  expect(stored.map(({ state }) => state).sort()).toEqual(["accepted", "accepted", "accepted", "accepted", "failed"]);
  expect(stored.find(({ state }) => state === "failed")).toMatchObject({
    messageId: unlucky?.messageId,
    finalReason: "messaging.not-renderable",
  });
  expect(sending.sink.accepted).toHaveLength(4);
  expect(new Set(sending.sink.accepted.map(({ connection }) => connection)).size).toBe(1);
});
