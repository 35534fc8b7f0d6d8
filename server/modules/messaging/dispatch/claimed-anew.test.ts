import { afterAll, beforeAll, expect, test } from "vitest";
import { consentedPeople, launch, type Sending, startSending } from "../../../../tests/support/sending.ts";
import { newId } from "../../../platform/ids.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { claim, giveBack } from "./claim.ts";
import { handOver } from "./hand-over.ts";
import { insertWorker } from "./workers.queries.ts";

let sending: Sending;
const workerId = newId();
beforeAll(async () => {
  sending = await startSending();
  await insertWorker(sending.app.platform, workerId);
});
afterAll(() => sending.stop());

const run = <Result>(work: Parameters<typeof sending.app.run<Result>>[1]) => sending.app.run(sending.org, work);

function claimAll(lane: string): Promise<ClaimedMessage[]> {
  const wish = { senderId: sending.senderId, lane, limit: 10, workerId, claimToken: newId() };
  return run(async (ctx) => (await claim(ctx, wish)).messages);
}

const verdictsOf = async (messages: ClaimedMessage[]) => {
  const answers = await run(async (ctx) => {
    const requests = messages.map((message) => ({
      message,
      messageIdHeader: `${message.messageId}@x`,
      sentFrom: "x",
      repeat: null,
    }));
    return handOver(ctx, requests);
  });
  return answers.map((answer) => answer.verdict);
};

test("a message that waits at the dot, and was taken from its sleeping worker and claimed anew by it, leaves once", async () => {
  const { batchId } = await launch(sending, await consentedPeople(sending, 1));
  const before = await claimAll(batchId);
  await run((ctx) => giveBack(ctx, before));
  const anew = await claimAll(batchId);
  expect([before.length, anew.length]).toEqual([1, 1]);

  expect(await verdictsOf([...before, ...anew])).toEqual(["give-back", "go"]);
  await run((ctx) => giveBack(ctx, before));
  expect(await verdictsOf([...before, ...anew])).toEqual(["give-back", "give-back"]);
});
