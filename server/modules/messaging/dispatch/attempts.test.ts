import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queueOne, type Sending, startSending } from "../../../../tests/support/sending.ts";
import { newId } from "../../../platform/ids.ts";
import { insertAttempts, type NewAttempt } from "./close.queries.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());

const foreignKeyViolation = { code: "23503" };

function attemptOf(messageId: string): NewAttempt {
  return {
    messageId,
    attemptNo: 1,
    claimToken: newId(),
    workerId: newId(),
    outcome: "accepted",
    phase: "replied",
    errorKind: null,
    replyCode: 250,
    replyText: "taken",
    handedOverAt: new Date(),
  };
}

test("an attempt has a message: one stranger among many, and none of them is written", async () => {
  const { app, org } = sending;
  const [own, another] = [await queueOne(sending), await queueOne(sending)];
  const write = (ids: string[]) => app.run(org, (ctx) => insertAttempts(ctx, ids.map(attemptOf)));
  await expect(write([own, newId(), another])).rejects.toMatchObject(foreignKeyViolation);
  const count = () =>
    app.run(org, async ({ tx }) => {
      const ids = [own, another];
      const { rows } = await sql`SELECT 1 FROM messaging.attempts WHERE message_id = ANY (${ids}::uuid[])`.execute(tx);
      return rows.length;
    });
  expect(await count()).toBe(0);
  await write([own, another]);
  expect(await count()).toBe(2);
});

test("an attempt at another organisation's message is refused", async () => {
  const messageId = await queueOne(sending);
  const other = await sending.app.newOrganisation();
  const write = () => sending.app.run(other, (ctx) => insertAttempts(ctx, [attemptOf(messageId)]));
  await expect(write()).rejects.toMatchObject(foreignKeyViolation);
});
