import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson } from "../../../tests/support/people.ts";
import { audienceOf, launch, queueOne, type Sending, startSending } from "../../../tests/support/sending.ts";
import type { TestOrganisation } from "../../../tests/support/test-app.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { insertAttempts, type NewAttempt } from "./dispatch/close.queries.ts";
import { insertMessage, type NewMessage } from "./messages.queries.ts";
import { queueMessagesForAudience } from "./queue-messages-for-audience.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());

const foreignKeyViolation = { code: "23503" };

const attemptAt = (messageId: string): NewAttempt => ({
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
});

/** The program writes none without reading its message first. */
async function writeDelays({ tx, orgId }: Context, ids: string[]): Promise<void> {
  await sql`
    INSERT INTO messaging.delivery_events
      (org_id, delivery_event_id, message_id, sender_id, address_id, kind, happened_at, reported_via, report_key)
    SELECT ${orgId}, platform.uuid_v7(), message_id, ${newId()}, ${newId()}, 'delayed', platform.current_time(), 'mailbox', 'one'
    FROM unnest(${ids}::uuid[]) AS given (message_id)`.execute(tx);
}

const writers = {
  attempts: (ctx: Context, ids: string[]) => insertAttempts(ctx, ids.map(attemptAt)),
  delivery_events: writeDelays,
};

describe.each(["attempts", "delivery_events"] as const)("%s", (table) => {
  const write = (org: TestOrganisation, ids: string[]) => sending.app.run(org, (ctx) => writers[table](ctx, ids));

  test("belong to messages: one stranger among many, and none of them is written", async () => {
    const { app, org } = sending;
    const [own, another] = [await queueOne(sending), await queueOne(sending)];
    await expect(write(org, [own, newId(), another])).rejects.toMatchObject(foreignKeyViolation);
    const count = () =>
      app.run(org, async ({ tx }) => {
        const ids = [own, another];
        const from = sql.table(`messaging.${table}`);
        const { rows } = await sql`SELECT 1 FROM ${from} WHERE message_id = ANY (${ids}::uuid[])`.execute(tx);
        return rows.length;
      });
    expect(await count()).toBe(0);
    await write(org, [own, another]);
    expect(await count()).toBe(2);
  });

  test("of another organisation's message are refused", async () => {
    const messageId = await queueOne(sending);
    await expect(write(await sending.app.newOrganisation(), [messageId])).rejects.toMatchObject(foreignKeyViolation);
  });
});

describe("messages of a launch", () => {
  const queueIn = async (org: TestOrganisation, batchId: string) => {
    const { app, senderId, contentVersionId, newsletter: typeId } = sending;
    const audience = audienceOf([await newPerson(app, org)]);
    const common = { senderId, contentVersionId, typeId, messageClass: "marketing" as const };
    return app.run(org, (ctx) => queueMessagesForAudience(ctx, { batchId, ...common, audience }));
  };

  test("belong to a batch that is there", async () => {
    await expect(queueIn(sending.org, newId())).rejects.toMatchObject(foreignKeyViolation);
    const { batchId } = await launch(sending, []);
    expect(await queueIn(sending.org, batchId)).toEqual({ queued: 1 });
  });
});

describe("a message", () => {
  const write = (org: TestOrganisation, batchId: string | null) =>
    sending.app.run(org, (ctx) => insertMessage(ctx, { ...aMessage(), batchId }));

  test("cannot join another organisation's batch", async () => {
    const { batchId } = await launch(sending, []);
    await expect(write(await sending.app.newOrganisation(), batchId)).rejects.toMatchObject(foreignKeyViolation);
    await write(sending.org, batchId);
  });

  test("has an organisation, with a batch or without", async () => {
    await expect(write({ ...sending.org, orgId: newId() }, null)).rejects.toMatchObject(foreignKeyViolation);
    await write(sending.org, null);
  });
});

function aMessage(): NewMessage {
  return {
    messageId: newId(),
    messageClass: "service",
    lane: "single",
    origin: "staff",
    isAutomatic: false,
    batchId: null,
    senderId: sending.senderId,
    contactId: null,
    addressId: newId(),
    recipientAddress: "lea@example.com",
    recipientName: "Léa",
    contentVersionId: sending.contentVersionId,
    mergeValues: {},
    typeId: null,
    basis: null,
    dedupeKey: newId(),
    resendOf: null,
    queuedBy: "Ada",
    notBefore: null,
    maxAgeHours: null,
  };
}
