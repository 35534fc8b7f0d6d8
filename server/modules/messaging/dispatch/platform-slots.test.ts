import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { messageListQuery } from "../../../../contracts/messaging.ts";
import { typesOf } from "../../../../tests/support/people.ts";
import {
  consentedPeople,
  launch,
  platformSenderAt,
  prepareOrganisation,
  queueOne,
  type Sending,
  startSending,
} from "../../../../tests/support/sending.ts";
import { startWorkerProcess } from "../../../../tests/support/workers.ts";
import { listMessages, listSenderQueues } from "../index.ts";

const patient = { timeout: 40_000, interval: 50 };
const limit = "20/1";
let sending: Sending;
beforeEach(async () => {
  sending = await startSending({ connections: 4, limit });
});
afterEach(() => sending.stop());

async function another(): Promise<Sending> {
  const { app } = sending;
  const org = await app.newOrganisation();
  return { ...sending, org, ...(await typesOf(app, org)), ...(await prepareOrganisation(app, org)) };
}

const settled = async () => {
  const count = sending.sink.dotted.length;
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return sending.sink.dotted.length === count;
};
const queueOf = async ({ app, org }: Sending) => (await app.run(org, (ctx) => listSenderQueues(ctx))).items[0];

test("T-01 two organisations and two processes together send exactly what the shared limit allows", {
  timeout: 90_000,
}, async () => {
  const second = await another();
  for (let number = 0; number < 15; number++) {
    await queueOne(sending);
    await queueOne(second);
  }
  const environment = platformSenderAt(sending.sink.port, 4, { limit });
  using first = await startWorkerProcess(sending, environment);
  using other = await startWorkerProcess(sending, environment);
  await vi.waitFor(() => expect(sending.sink.dotted).toHaveLength(20), patient);
  expect(await settled()).toBe(true);
  expect(sending.sink.dotted).toHaveLength(20);
  for (const where of [sending, second]) {
    const nextFreeAt = Date.parse((await queueOf(where))?.nextFreeAt ?? "");
    // An hour, five minutes for which a reserved place may be used, and the provider's own clock.
    expect((nextFreeAt - Date.now()) / 60_000).toBeGreaterThan(60);
    expect((nextFreeAt - Date.now()) / 60_000).toBeLessThan(66);
    const { items } = await where.app.run(where.org, (ctx) =>
      listMessages(ctx, messageListQuery.parse({ outcome: "waiting" })),
    );
    for (const { notBefore } of items) expect(Date.parse(notBefore ?? "") - Date.now()).toBeGreaterThan(3_600_000);
  }
  await sending.app.shiftTime({ minutes: 70 });
  await vi.waitFor(() => expect(sending.sink.dotted).toHaveLength(30), patient);
  for (const worker of [first, other]) worker.kill("SIGTERM");
  expect(await Promise.all([first.ended, other.ended])).toEqual([0, 0]);
});

test("a campaign leaves a fifth of the shared limit to the single mail of all organisations", {
  timeout: 60_000,
}, async () => {
  const second = await another();
  await sending.work();
  await launch(sending, await consentedPeople(sending, 30));
  await vi.waitFor(() => expect(sending.sink.dotted).toHaveLength(16), patient);
  expect(await settled()).toBe(true);
  for (let number = 0; number < 6; number++) await queueOne(second);
  await vi.waitFor(() => expect(sending.sink.dotted).toHaveLength(20), patient);
  expect(await settled()).toBe(true);
  expect(sending.sink.dotted).toHaveLength(20);
});
