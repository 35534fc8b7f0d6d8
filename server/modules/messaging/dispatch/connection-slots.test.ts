import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sending, startSending } from "../../../../tests/support/sending.ts";
import { newId } from "../../../platform/ids.ts";
import { freeConnectionSlot, takeConnectionSlot } from "./sender-queue.queries.ts";
import { endWorker, insertWorker } from "./workers.queries.ts";

let sending: Sending;
const [one, other] = [newId(), newId()];
beforeAll(async () => {
  sending = await startSending();
  for (const workerId of [one, other]) await insertWorker(sending.app.platform, workerId);
});
afterAll(() => sending.stop());

const take = (workerId: string) =>
  sending.app.run(sending.org, (ctx) => takeConnectionSlot(ctx, { senderId: sending.senderId, workerId, most: 3 }));

test("the connections of a sender are numbered: each is in one hand, and those of the dead are free", async () => {
  const taken = [await take(one), await take(other), await take(one)];
  expect(taken.map(({ slot }) => slot).sort()).toEqual([1, 2, 3]);
  expect(await take(other)).toEqual({ slot: null, hadFree: false });

  const slot = taken[1]?.slot ?? 0;
  await sending.app.run(sending.org, (ctx) =>
    freeConnectionSlot(ctx, { senderId: sending.senderId, slot, workerId: one }),
  );
  expect(await take(one)).toEqual({ slot: null, hadFree: false });
  await sending.app.run(sending.org, (ctx) =>
    freeConnectionSlot(ctx, { senderId: sending.senderId, slot, workerId: other }),
  );
  expect(await take(one)).toEqual({ slot, hadFree: true });

  await endWorker(sending.app.platform, { workerId: one });
  const inherited = [await take(other), await take(other), await take(other)];
  expect(inherited.map((answer) => answer.slot).sort()).toEqual([1, 2, 3]);
  expect(await take(other)).toEqual({ slot: null, hadFree: false });
});
