import { randomUUID } from "node:crypto";
import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  consentedPeople,
  launch,
  type Sending,
  startSending,
  storedMessages,
} from "../../../../tests/support/sending.ts";
import { newId } from "../../../platform/ids.ts";
import { setBatchState } from "../index.ts";
import { stopMessages } from "../messages.queries.ts";
import { claim, giveBack } from "./claim.ts";
import { settleLane } from "./settle-lane.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());

/** Does something of somebody else's between the first statement of a transaction and its second. */
function afterFirstStatement(meanwhile: () => Promise<void>): KyselyPlugin {
  let isFirst = true;
  return {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (isFirst) {
        isFirst = false;
        await meanwhile();
      }
      return result;
    },
  };
}

test("a batch whose last message ends while its lane is settled ends all the same", async () => {
  const campaign = await launch(sending, await consentedPeople(sending, 1));
  const [last] = await storedMessages(sending, { batchId: campaign.batchId });
  const meanwhile = afterFirstStatement(() =>
    sending.app.run(sending.org, (ctx) =>
      stopMessages(ctx, [{ messageId: last?.messageId ?? "", reason: "consent.withdrawn" }]),
    ),
  );
  const lane = { senderId: sending.senderId, lane: campaign.batchId, notBefore: null, afterSeconds: 0 };
  await sending.app.run(sending.org, (ctx) => settleLane({ ...ctx, tx: ctx.tx.withPlugin(meanwhile) }, lane));
  expect(await campaign.state()).toBe("ended");
});

test("what was on its way while a cancellation marked the rest, and was given back, is stopped too", async () => {
  const { batchId, counts } = await launch(sending, await consentedPeople(sending, 3));
  const wish = { senderId: sending.senderId, lane: batchId, limit: 3, workerId: newId(), claimToken: randomUUID() };
  const { messages } = await sending.app.run(sending.org, (ctx) => claim(ctx, wish));
  await sending.app.run(sending.org, (ctx) => setBatchState(ctx, { batchId, state: "cancelled" }));
  await sending.app.drainQueue();
  await sending.app.run(sending.org, (ctx) => giveBack(ctx, messages));
  expect(await counts()).toMatchObject({ queued: 3, stopped: 0 });
  const lane = { senderId: sending.senderId, lane: batchId, notBefore: null, afterSeconds: 0 };
  await sending.app.run(sending.org, (ctx) => settleLane(ctx, lane));
  expect(await counts()).toMatchObject({ queued: 0, stopped: 3 });
});
