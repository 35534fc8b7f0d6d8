import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  consentedPeople,
  launch,
  type Sending,
  startSending,
  storedMessages,
} from "../../../../tests/support/sending.ts";
import { stopMessages } from "../messages.queries.ts";
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
