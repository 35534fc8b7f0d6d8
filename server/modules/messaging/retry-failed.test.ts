import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { messageListQuery } from "../../../contracts/messaging.ts";
import {
  consentedPeople,
  duplicatesIn,
  type Launch,
  launch,
  type Sending,
  startSending,
  storedMessages,
} from "../../../tests/support/sending.ts";
import { isRefusal } from "../../platform/errors.ts";
import { listMessages, resendMessages, retryFailedMessages, setBatchState } from "./index.ts";

const patient = { timeout: 30_000, interval: 50 };
let sending: Sending;
beforeEach(async () => {
  sending = await startSending();
});
afterEach(() => sending.stop());

const ended = (campaign: Launch) => vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
const inOrg: Sending["app"]["run"] = (org, work) => sending.app.run(org, work);

test("what failed tries again, but for dead addresses; what is uncertain waits for a person", async () => {
  const people = await consentedPeople(sending, 12);
  const [dead, refused, lost] = [people.slice(0, 2), people.slice(2, 5), people.slice(5, 7)].map(
    (some) => new Set(some.map(({ email }) => email)),
  );
  sending.sink.options = {
    script: ({ step, to }) => {
      if (step === "rcpt" && dead?.has(to)) return { reply: "550 5.1.1 no such user" };
      if (step === "rcpt" && refused?.has(to)) return { reply: "554 5.7.1 not today" };
      return step === "dot" && lost?.has(to) ? { drop: true } : undefined;
    },
  };
  await sending.work();
  const campaign = await launch(sending, people);
  await ended(campaign);
  expect(await campaign.counts()).toMatchObject({ accepted: 5, failed: 5, uncertain: 2, returned: 5 });

  sending.sink.options = {};
  expect(await inOrg(sending.org, (ctx) => retryFailedMessages(ctx, campaign.batchId))).toEqual({ queued: 5 });
  await ended(campaign);
  expect(await campaign.counts()).toMatchObject({ accepted: 8, failed: 0, stopped: 2, uncertain: 2 });
  const stopped = await storedMessages(sending, { batchId: campaign.batchId, state: "stopped" });
  expect(stopped.map(({ finalReason }) => finalReason)).toEqual(["consent.suppressed", "consent.suppressed"]);
  expect(duplicatesIn(sending.sink)).toEqual([]);
  expect(await inOrg(sending.org, (ctx) => retryFailedMessages(ctx, campaign.batchId))).toEqual({ queued: 0 });
  expect(await campaign.state()).toBe("ended");
});

test("uncertain ones are found by a filter, and sent again only by who knows that they may have arrived", async () => {
  sending.sink.options = { script: ({ step }) => (step === "dot" ? { drop: true } : undefined) };
  await sending.work();
  const campaign = await launch(sending, await consentedPeople(sending, 3));
  await ended(campaign);
  sending.sink.options = {};
  const query = messageListQuery.parse({ outcome: "uncertain", batchId: campaign.batchId });
  const { items } = await inOrg(sending.org, (ctx) => listMessages(ctx, query));
  const messageIds = items.map(({ messageId }) => messageId);
  expect(messageIds).toHaveLength(3);
  const resend = (includeUncertain: boolean) =>
    inOrg(sending.org, (ctx) => resendMessages(ctx, { messageIds, includeUncertain }));
  const first = await resend(false);
  expect(first.skipped.map(({ obstacle }) => obstacle)).toEqual(["uncertain", "uncertain", "uncertain"]);
  expect((await resend(true)).queued).toHaveLength(3);
  await vi.waitFor(() => expect(sending.sink.accepted).toHaveLength(3), patient);
});

test("a cancelled campaign stays cancelled", async () => {
  const campaign = await launch(sending, await consentedPeople(sending, 1));
  await inOrg(sending.org, (ctx) => setBatchState(ctx, { batchId: campaign.batchId, state: "cancelled" }));
  const refusal = await inOrg(sending.org, (ctx) => retryFailedMessages(ctx, campaign.batchId)).catch(
    (error: unknown) => error,
  );
  expect(isRefusal(refusal) && refusal.code).toBe("messaging.batch-cancelled");
});
