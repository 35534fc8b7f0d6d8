import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endConsents } from "../../../../tests/support/end-consents.ts";
import { consentedPeople, launch, type Sending, startSending } from "../../../../tests/support/sending.ts";
import { newId } from "../../../platform/ids.ts";
import { lockAndDecide } from "../../consent/index.ts";
import { claim } from "./claim.ts";
import { gateRequestOf } from "./gate-request-of.ts";
import { markHandingOver } from "./hand-over.queries.ts";
import { handOver } from "./hand-over.ts";
import { insertWorker } from "./workers.queries.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());

test("a consent that runs out between the gate's answer and the hand-over carries no message", async () => {
  const { app, org, senderId } = sending;
  const people = await consentedPeople(sending, 1);
  const validUntil = new Date(Date.now() + 1_500);
  await endConsents(sending, people, () => validUntil);
  const workerId = newId();
  await insertWorker(app.platform, workerId);
  const { batchId } = await launch(sending, people);
  const { messages } = await app.run(org, (ctx) =>
    claim(ctx, { senderId, lane: batchId, limit: 1, workerId, claimToken: newId() }),
  );
  const requests = messages.map((message) => ({
    message,
    messageIdHeader: `${message.messageId}@x`,
    sentFrom: "x",
    repeat: null,
  }));

  const marked = await app.run(org, async (ctx) => {
    const [answer] = await lockAndDecide(ctx, messages.map(gateRequestOf));
    if (!answer || !("permit" in answer)) throw new Error("the gate should have agreed");
    const { ground, eventId } = answer.permit;
    const [{ messageId, claimToken } = { messageId: "", claimToken: "" }] = messages;
    expect(answer.permit.validUntil).toEqual(validUntil);
    await sleep(validUntil.getTime() - Date.now() + 100);
    const permitted = { messageId, claimToken, ground, consentEventId: eventId, messageIdHeader: "x", sentFrom: "x" };
    return markHandingOver(ctx, [{ ...permitted, repeat: null, validUntil: answer.permit.validUntil }]);
  });

  expect(requests).toHaveLength(1);
  expect(marked.size).toBe(0);
  expect(await app.run(org, (ctx) => handOver(ctx, requests))).toEqual([
    { verdict: "stop", reason: "consent.expired" },
  ]);
});
