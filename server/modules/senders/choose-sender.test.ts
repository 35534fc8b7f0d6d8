import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMailbox, mailbox, newShop } from "../../../tests/support/mailboxes.ts";
import { startTestApp, type TestApp } from "../../../tests/support/test-app.ts";
import {
  chooseSender,
  closeSenderBreaker,
  getSenderConnection,
  getSenderLimit,
  openSenderBreaker,
  senderReadiness,
} from "./index.ts";

let app: TestApp;
let connected: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  connected = await startTestApp({
    environment: { PLATFORM_SMTP_URL: "smtps://placet:s%2Fcret@smtp.placet.example?from=news@placet.example" },
  });
});
afterAll(async () => {
  await app.stop();
  await connected.stop();
});

describe("an installation without a sender of its own", () => {
  test("lets messages wait for the platform, and says what is missing", async () => {
    const org = await newShop(app);
    const chosen = await app.run(org, (ctx) => chooseSender(ctx, { purpose: "campaign" }));
    expect(chosen.kind).toBe("platform");
    expect(await app.run(org, (ctx) => getSenderConnection(ctx, chosen.senderId))).toEqual({
      ready: false,
      reason: "not-connected",
    });
    expect(await app.run(org, senderReadiness)).toEqual({ ready: false, reason: "no-sender" });
  });

  test("is ready once an own mailbox has its password, and tells each thing that is in the way", async () => {
    const org = await newShop(app);
    const admin = app.signedIn(org, "administrator");
    const readiness = async () => (await admin.request("GET", "/sender-readiness")).body;
    const { senderId } = await addMailbox(admin, mailbox());
    expect(await readiness()).toEqual({ ready: false, reason: "password-missing" });
    await admin.request("PUT", `/senders/${senderId}/password`, { body: { password: "secret" } });
    expect(await readiness()).toEqual({ ready: true, senderId, kind: "smtp" });
    await admin.request("PATCH", `/senders/${senderId}`, { body: { isEnabled: false } });
    expect(await readiness()).toEqual({ ready: false, reason: "off" });
  });
});

describe("an installation with a sender of its own", () => {
  test("sends for everybody, with each organisation's name", async () => {
    const org = await newShop(connected);
    const { senderId } = await connected.run(org, (ctx) =>
      chooseSender(ctx, { purpose: "single", userId: org.userId }),
    );
    expect(await connected.run(org, (ctx) => getSenderConnection(ctx, senderId))).toMatchObject({
      ready: true,
      connection: {
        kind: "platform",
        host: "smtp.placet.example",
        encryption: "tls",
        signIn: { userName: "placet", password: "s/cret" },
        from: { name: "Chauffage Martin", address: "news@placet.example" },
        isTrusted: true,
      },
    });
  });

  test("its address and password are shown to no organisation", async () => {
    const org = await newShop(connected);
    const { text, body } = await connected.signedIn(org, "administrator").request("GET", "/senders");
    expect(body.items[0]).toMatchObject({
      kind: "platform",
      state: "works",
      fromAddress: "news@placet.example",
      host: null,
    });
    expect(text).not.toContain("cret");
    expect(text).not.toContain("smtp.placet.example");
  });

  test("is passed over once the organisation chooses its own mailboxes", async () => {
    const org = await newShop(connected);
    const admin = connected.signedIn(org, "administrator");
    const { senderId } = await addMailbox(admin, mailbox(), "secret");
    const choose = () => connected.run(org, (ctx) => chooseSender(ctx, { purpose: "automatic", area: "invoices" }));
    expect((await choose()).kind).toBe("platform");
    await admin.request("PATCH", "/sender-settings", { body: { sendingMode: "own-mailbox" } });
    expect(await choose()).toEqual({ senderId, kind: "smtp" });
    expect((await connected.run(org, (ctx) => chooseSender(ctx, { purpose: "security" }))).kind).toBe("platform");
  });
});

test("a campaign that names a sender of another organisation is refused", async () => {
  const [org, other] = [await newShop(app), await newShop(app)];
  const { senderId } = await addMailbox(app.signedIn(other, "administrator"), mailbox(), "secret");
  const choice = app.run(org, (ctx) => chooseSender(ctx, { purpose: "campaign", senderId }));
  await expect(choice).rejects.toMatchObject({ code: "senders.not-found" });
});

test("a limit is told as set, and none where none is set", async () => {
  const org = await newShop(app);
  const admin = app.signedIn(org, "administrator");
  const limited = await addMailbox(admin, mailbox({ limit: { count: 300, hours: 24 } }));
  const free = await addMailbox(admin, mailbox({ area: "tickets" }));
  expect(await app.run(org, (ctx) => getSenderLimit(ctx, limited.senderId))).toEqual({ count: 300, hours: 24 });
  expect(await app.run(org, (ctx) => getSenderLimit(ctx, free.senderId))).toBeNull();
});

test("an open breaker shows since when and why, in the server's cleaned words, until it closes", async () => {
  const org = await newShop(app);
  const admin = app.signedIn(org, "administrator");
  const { senderId } = await addMailbox(admin, mailbox(), "secret");
  await app.run(org, (ctx) => openSenderBreaker(ctx, { senderId, reason: "535 no\r\nway" }));
  const first = (await admin.request("GET", `/senders/${senderId}`)).body;
  expect(first).toMatchObject({ state: "paused", breaker: { reason: "535 no way" } });
  await app.run(org, (ctx) => openSenderBreaker(ctx, { senderId, reason: "again" }));
  expect((await admin.request("GET", `/senders/${senderId}`)).body.breaker).toEqual(first.breaker);
  expect(await app.run(org, senderReadiness)).toEqual({ ready: false, reason: "paused" });
  await app.run(org, (ctx) => closeSenderBreaker(ctx, senderId));
  expect((await admin.request("GET", `/senders/${senderId}`)).body).toMatchObject({
    state: "not-tested",
    breaker: null,
  });
});
