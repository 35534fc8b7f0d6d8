import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type TestPerson, typesOf } from "../../../tests/support/people.ts";
import {
  audienceOf,
  consentedPeople,
  launch,
  prepareOrganisation,
  queueOne,
  type Sending,
} from "../../../tests/support/sending.ts";
import { type SmtpSink, startSmtpSink } from "../../../tests/support/smtp-sink.ts";
import { startTestApp, type TestApp } from "../../../tests/support/test-app.ts";
import type { Background } from "../../platform/module.ts";
import { countBatch } from "./count-batch.ts";
import { createBatch } from "./create-batch.ts";
import { startDispatcher } from "./dispatch/start-dispatcher.ts";
import { getBatchState } from "./get-batch-state.ts";
import { queueMessagesForAudience } from "./queue-messages-for-audience.ts";

let app: TestApp;
let sink: SmtpSink;
let dispatcher: Background;
beforeAll(async () => {
  app = await startTestApp({ environment: { ALLOW_PRIVATE_SMTP: "127.0.0.1:*" } });
  sink = await startSmtpSink();
  dispatcher = await startDispatcher(app.platform, { pollMs: 20 });
});
afterAll(async () => {
  await dispatcher.stop();
  await sink.stop();
  await app.stop();
});

/** An organisation of an installation that has no sender of its own. */
async function silentOrganisation(): Promise<Sending> {
  const org = await app.newOrganisation();
  const parts = { ...(await typesOf(app, org)), ...(await prepareOrganisation(app, org)) };
  return { app, sink, org, ...parts, work: async () => dispatcher, stop: async () => undefined };
}

async function connectMailbox(sending: Sending, given: object = {}) {
  const admin = app.signedIn(sending.org, "administrator");
  const mailbox = {
    displayName: "Martin",
    fromAddress: "contact@martin.example",
    userName: "contact@martin.example",
    host: "127.0.0.1",
    port: sink.port,
    encryption: "none",
    ...given,
  };
  const added = await admin.request("POST", "/senders", { body: mailbox });
  if (added.status !== 201) throw new Error(added.text);
  return { admin, senderId: added.body.senderId as string };
}

const receivedBy = (people: { email: string }[]) =>
  sink.accepted.filter((mail) => people.some((person) => person.email === mail.to)).map((mail) => mail.from);

test("what waited for a sender leaves by the first mailbox that can send, once, and not before it can", async () => {
  const sending = await silentOrganisation();
  const people = await consentedPeople(sending, 5);
  const campaign = await launch(sending, people);
  const { admin, senderId } = await connectMailbox(sending);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await campaign.counts()).toMatchObject({ queued: 5, accepted: 0 });
  expect(receivedBy(people)).toEqual([]);
  await admin.request("PATCH", `/senders/${senderId}`, { body: { userName: null } });
  await vi.waitFor(async () => expect(await campaign.counts()).toMatchObject({ queued: 0, accepted: 5 }), {
    timeout: 15_000,
  });
  expect(receivedBy(people)).toEqual(Array(5).fill("contact@martin.example"));
});

test("of a launch whose rest is queued later, the rest leaves by that mailbox too, and then it ends", async () => {
  const sending = await silentOrganisation();
  const { newsletter: typeId, senderId, contentVersionId } = sending;
  const [first, rest] = [await consentedPeople(sending, 3), await consentedPeople(sending, 2)];
  const { batchId } = await app.run(sending.org, (ctx) => createBatch(ctx, { name: "Printemps", cause: "campaign" }));
  const queue = (people: TestPerson[], position: { isFirst: boolean; toFollow: number }) =>
    app.run(sending.org, (ctx) =>
      queueMessagesForAudience(ctx, {
        ...{ batchId, typeId, senderId, contentVersionId, messageClass: "marketing", audience: audienceOf(people) },
        slice: { ...position, isSmallPart: false, queuedBy: "Ada" },
      }),
    );
  const counts = () => app.run(sending.org, (ctx) => countBatch(ctx, batchId));
  await queue(first, { isFirst: true, toFollow: 2 });
  await connectMailbox(sending, { userName: null });
  await vi.waitFor(async () => expect(await counts()).toMatchObject({ accepted: 3, queued: 2 }), { timeout: 15_000 });
  expect(await app.run(sending.org, (ctx) => getBatchState(ctx, batchId))).toBe("running");
  await queue(rest, { isFirst: false, toFollow: 0 });
  await vi.waitFor(async () => expect(await app.run(sending.org, (ctx) => getBatchState(ctx, batchId))).toBe("ended"), {
    timeout: 15_000,
  });
  expect(receivedBy([...first, ...rest])).toEqual(Array(5).fill("contact@martin.example"));
});

test("security mail keeps waiting for the installation's own sender", async () => {
  const sending = await silentOrganisation();
  const [person] = await consentedPeople(sending, 1);
  const messageId = await queueOne(sending, { messageClass: "security", ...(person && { person }) });
  await connectMailbox(sending, { userName: null });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { body } = await app.signedIn(sending.org, "administrator").request("GET", `/messages/${messageId}`);
  expect(body.state).toBe("queued");
});
