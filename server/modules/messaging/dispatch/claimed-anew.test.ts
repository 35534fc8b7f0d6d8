import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withdraw } from "../../../../tests/support/mailing-list.ts";
import {
  consentedPeople,
  launch,
  type Sending,
  startSending,
  storedMessages,
} from "../../../../tests/support/sending.ts";
import { newId } from "../../../platform/ids.ts";
import { setBatchState } from "../set-batch-state.ts";
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

/** As a campaign's messages are claimed: what the rules say about them is asked at the dot. */
function claimAll(lane: string): Promise<ClaimedMessage[]> {
  const wish = { senderId: sending.senderId, lane, limit: 10, workerId, claimToken: newId(), isChecked: false };
  return run(async (ctx) => (await claim(ctx, wish)).messages);
}

async function statesOf(batchId: string): Promise<string[]> {
  return (await storedMessages(sending, { batchId })).map(({ state }) => state);
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

  expect(await verdictsOf(before)).toEqual(["give-back"]);
  expect(await statesOf(batchId)).toEqual(["claimed"]);
  expect(await verdictsOf([...before, ...anew])).toEqual(["give-back", "go"]);
  await run((ctx) => giveBack(ctx, before));
  expect(await verdictsOf([...before, ...anew])).toEqual(["give-back", "give-back"]);
});

test("of a message that may not leave any more only the newer claim says so", async () => {
  const people = await consentedPeople(sending, 1);
  const { batchId } = await launch(sending, people);
  const before = await claimAll(batchId);
  await run((ctx) => giveBack(ctx, before));
  const anew = await claimAll(batchId);
  for (const person of people) await withdraw(sending.app, sending.org, person);

  expect(await verdictsOf(before)).toEqual(["give-back"]);
  expect(await statesOf(batchId)).toEqual(["claimed"]);
  expect(await verdictsOf([...before, ...anew])).toEqual(["give-back", "stop"]);
  expect(await statesOf(batchId)).toEqual(["stopped"]);
});

test("a worker that wakes after its lease hands nothing over, and one whose campaign was cancelled ends its messages", async () => {
  const { batchId } = await launch(sending, await consentedPeople(sending, 2));
  const [late, other] = await claimAll(batchId);
  if (!late || !other) throw new Error("nothing was claimed");
  const lease = sql`UPDATE messaging.messages SET lease_until = now() WHERE org_id = ${sending.org.orgId} AND message_id = ${late.messageId}`;
  await run((ctx) => lease.execute(ctx.tx));
  expect(await verdictsOf([late])).toEqual(["give-back"]);

  await run((ctx) => setBatchState(ctx, { batchId, state: "cancelled" }));
  expect(await verdictsOf([late, other])).toEqual(["give-back", "stop"]);
  expect((await statesOf(batchId)).sort()).toEqual(["claimed", "stopped"]);
});
