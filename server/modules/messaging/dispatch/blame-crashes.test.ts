import { afterAll, beforeAll, expect, test } from "vitest";
import { queueOne, type Sending, startSending, storedMessage } from "../../../../tests/support/sending.ts";
import { newId } from "../../../platform/ids.ts";
import { claim } from "./claim.ts";
import { openCrashMark, readCrashMark } from "./crash-mark.ts";
import { recoverSender } from "./recover.ts";
import { endWorker, insertWorker } from "./workers.queries.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());

/** A worker takes all that waits, makes messages ready one after the other, and dies at the last one. */
async function dieAfter(made: string[], dyingAt: string | undefined): Promise<void> {
  const { app, org, senderId } = sending;
  const workerId = newId();
  await insertWorker(app.platform, workerId);
  const wish = { senderId, lane: "single", limit: 10, workerId, claimToken: newId(), isChecked: false };
  await app.run(org, (ctx) => claim(ctx, wish));
  const mark = openCrashMark(app.platform.config.dataFolder);
  for (const messageId of made) mark.set(workerId, { orgId: org.orgId, messageId })();
  if (dyingAt) mark.set(workerId, { orgId: org.orgId, messageId: dyingAt });
  await endWorker(app.platform, { workerId });
  await app.run(org, (ctx) => recoverSender(ctx, senderId));
}

test("R-24 a message that was being made ready at three deaths is given up, and its neighbours are not", async () => {
  const [poison, neighbour] = [await queueOne(sending), await queueOne(sending)];
  for (const _death of [1, 2]) {
    await dieAfter([neighbour], poison);
    expect((await storedMessage(sending, poison))?.state).toBe("queued");
  }
  await dieAfter([neighbour], poison);
  expect(await storedMessage(sending, poison)).toMatchObject({
    state: "failed",
    finalReason: "messaging.ended-our-process",
  });
  expect((await storedMessage(sending, neighbour))?.state).toBe("queued");
});

test("a worker that is killed between two messages blames none", async () => {
  const messageId = await queueOne(sending);
  for (const _death of [1, 2, 3, 4]) await dieAfter([messageId], undefined);
  expect((await storedMessage(sending, messageId))?.state).toBe("queued");
});

test("an end in order leaves no mark, and of two at once the later one's is kept", () => {
  const folder = sending.app.platform.config.dataFolder;
  const [workerId, orgId] = [newId(), newId()];
  const [first, second] = [newId(), newId()];
  const mark = openCrashMark(folder);
  const unmarkFirst = mark.set(workerId, { orgId, messageId: first });
  mark.set(workerId, { orgId, messageId: second });
  unmarkFirst();
  expect(readCrashMark(folder, workerId)).toEqual({ orgId, messageId: second });
  mark.remove();
  expect(readCrashMark(folder, workerId)).toBeUndefined();
});
