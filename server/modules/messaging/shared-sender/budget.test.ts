import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { typesOf } from "../../../../tests/support/people.ts";
import {
  consentedPeople,
  launch,
  prepareOrganisation,
  queueOne,
  type Sending,
  startSending,
  storedMessage,
} from "../../../../tests/support/sending.ts";
import { newId } from "../../../platform/ids.ts";
import { listMessages } from "../list-messages.ts";
import { findBreach } from "./budget.rules.ts";
import { resumeSharedSenderCommand } from "./shared-sender.commands.ts";

describe("the budget on the shared sender", () => {
  test.each([
    [null, { sent: 1000, hard: 50, complaints: 3 }],
    [null, { sent: 40, hard: 12, complaints: 2 }],
    [null, { sent: 100, hard: 9, complaints: 0 }],
    ["returns", { sent: 100, hard: 10, complaints: 0 }],
    ["returns", { sent: 1000, hard: 51, complaints: 0 }],
    ["complaints", { sent: 1000, hard: 0, complaints: 4 }],
    ["complaints", { sent: 20, hard: 0, complaints: 3 }],
    ["complaints", { sent: 100, hard: 100, complaints: 100 }],
  ])("%s: %j", (reason, counts) => {
    expect(findBreach(counts)?.reason ?? null).toBe(reason);
  });
});

describe("an organisation whose list is old", () => {
  const patient = { timeout: 40_000, interval: 50 };
  let sending: Sending;
  beforeEach(async () => {
    sending = await startSending({ connections: 2, budget: "on" });
  });
  afterEach(() => sending.stop());

  const waits = async (messageId: string) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await storedMessage(sending, messageId))?.state).toBe("queued");
  };
  const leaves = (where: Sending, messageId: string) =>
    vi.waitFor(async () => expect((await storedMessage(where, messageId))?.state).toBe("accepted"), patient);

  test("is held back before it harms the others, says why, and goes on with a reason", {
    timeout: 90_000,
  }, async () => {
    const { app, org } = sending;
    const admin = app.signedIn(org, "administrator");
    const other = await app.newOrganisation();
    const second = {
      ...sending,
      org: other,
      ...(await typesOf(app, other)),
      ...(await prepareOrganisation(app, other)),
    };
    const told = `${newId()}@example.org`;
    await admin.request("POST", "/users", {
      body: { email: told, name: "Rosa Conti", role: "administrator", language: "it" },
    });
    const mailsToAdministrator = async () => {
      await app.drainQueue();
      const { items } = await app.run(org, (ctx) => listMessages(ctx, { search: told, limit: 10 }));
      return items.map(({ subject, messageClass }) => ({ subject, messageClass }));
    };
    const notice = { subject: "Messaggi di Chauffage Martin sono trattenuti", messageClass: "security" };
    const people = await consentedPeople(sending, 120);
    const dead = new Set(people.filter((_, index) => index % 2 === 0).map(({ email }) => email));
    sending.sink.options = {
      script: ({ step, to }) => (step === "rcpt" && dead.has(to) ? { reply: "550 5.1.1 no such user" } : undefined),
    };
    await sending.work();
    const campaign = await launch(sending, people);
    const pauseOf = async () => (await admin.request("GET", "/shared-sender-pause")).body.pause;
    await vi.waitFor(
      async () => expect(await pauseOf()).toMatchObject({ reason: "returns", mayResume: true }),
      patient,
    );
    await vi.waitFor(async () => expect((await campaign.counts()).handingOver).toBe(0), patient);
    expect((await campaign.counts()).queued).toBeGreaterThan(10);

    await waits(await queueOne(sending));
    await leaves(sending, await queueOne(sending, { messageClass: "security" }));
    await leaves(second, await queueOne(second));
    expect(await mailsToAdministrator()).toEqual([notice]);
    const viewer = app.signedIn(org, "campaign-manager");
    const body = { reason: "Took out every address older than two years" };
    const resume = (client = admin) => client.request("POST", "/shared-sender-pause/resume", { body });
    expect((await resume(viewer)).status).toBe(403);
    expect((await resume()).status).toBe(200);
    await vi.waitFor(async () => expect((await campaign.counts()).queued).toBe(0), patient);

    const more = await consentedPeople(sending, 120);
    for (const { email } of more) dead.add(email);
    await launch(sending, more);
    await vi.waitFor(async () => expect(await pauseOf()).toMatchObject({ mayResume: false }), patient);
    expect(await mailsToAdministrator()).toEqual([notice, notice]);
    expect(await resume()).toMatchObject({ status: 409, body: { code: "messaging.operator-must-resume" } });
    const operator = { organisation: org.orgId, reason: "List was replaced, seen by telephone" };
    expect(await resumeSharedSenderCommand.run(app.platform, { ...operator, reason: "short" })).toBe(1);
    expect(await resumeSharedSenderCommand.run(app.platform, operator)).toBe(0);
    expect(await pauseOf()).not.toMatchObject({ pausedAt: "" });
    const audit = await admin.request("GET", "/audit-entries", { query: { limit: 50 } });
    expect(JSON.stringify(audit.body)).toContain("messaging.shared-sender-resumed");
  });
});
