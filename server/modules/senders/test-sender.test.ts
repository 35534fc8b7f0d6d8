import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { addMailbox, mailbox, mailboxAt, newShop } from "../../../tests/support/mailboxes.ts";
import { type SinkOptions, type SmtpSink, startSmtpSink } from "../../../tests/support/smtp-sink.ts";
import { startTestApp, type TestApp } from "../../../tests/support/test-app.ts";
import { openSenderBreaker, senderReadiness } from "./index.ts";

const auth = { userName: "contact@chauffage-martin.example", password: " right one " };

let app: TestApp;
const sinks: SmtpSink[] = [];
beforeAll(async () => {
  app = await startTestApp({ environment: { ALLOW_PRIVATE_SMTP: "127.0.0.1:*" } });
});
afterEach(async () => {
  for (const sink of sinks.splice(0)) await sink.stop();
});
afterAll(() => app.stop());

async function sinkWith(options: SinkOptions): Promise<SmtpSink> {
  const sink = await startSmtpSink(options);
  sinks.push(sink);
  return sink;
}

async function tested(
  options: SinkOptions & { password?: string; presetId?: string; encryption?: "tls" | "starttls" | "none" },
) {
  const org = await newShop(app);
  const admin = app.signedIn(org, "administrator");
  const sink = await sinkWith(options);
  const given = mailboxAt(sink, { presetId: options.presetId ?? null, encryption: options.encryption ?? "none" });
  const { senderId } = await addMailbox(admin, given, options.password ?? auth.password);
  const run = () => admin.request("POST", `/senders/${senderId}/test`, { body: { to: "me@example.org" } });
  const state = async () => (await admin.request("GET", `/senders/${senderId}`)).body;
  return { org, admin, sink, senderId, run, state };
}

describe("testing a mailbox", () => {
  test("really sends a message, in the user's language, and the list then says that it works", async () => {
    const { sink, run, state } = await tested({ auth });
    expect((await run()).body).toEqual({ outcome: "accepted", hint: null, serverReply: null });
    const [message] = sink.accepted;
    expect(message).toMatchObject({ from: "contact@chauffage-martin.example", to: "me@example.org" });
    expect(message?.data).toContain("Subject: Test: your mailbox is connected");
    expect(message?.data).toContain('From: "Chauffage Martin" <contact@chauffage-martin.example>');
    expect(message?.data).toContain("Test administrator");
    expect(await state()).toMatchObject({ state: "works", lastTest: { outcome: "accepted" } });
  });

  test("with a wrong password says so, with what the server said, and the list shows it", async () => {
    const { run, state } = await tested({ auth, password: "wrong" });
    expect((await run()).body).toMatchObject({
      outcome: "wrong-password",
      serverReply: expect.stringMatching(/^535 /),
    });
    expect(await state()).toMatchObject({ state: "test-failed", lastTest: { outcome: "wrong-password" } });
  });

  test("with a space around the password names the space", async () => {
    const { run } = await tested({ auth, password: "right one " });
    expect((await run()).body).toMatchObject({ outcome: "wrong-password", hint: "stray-spaces" });
  });

  test("at a provider that wants an app password says so", async () => {
    const { run } = await tested({ auth, password: "wrong", presetId: "yahoo" });
    expect((await run()).body).toMatchObject({ outcome: "wrong-password", hint: "yahoo-app-password" });
  });

  test("at Microsoft with passwords switched off says so", async () => {
    const reply = { reply: "535 5.7.139 Authentication unsuccessful, basic authentication is disabled." };
    const { run } = await tested({ auth, script: (visit) => (visit.step === "auth" ? reply : undefined) });
    expect((await run()).body).toMatchObject({ outcome: "wrong-password", hint: "microsoft-basic-off" });
  });

  test.each([
    ["sender-refused", "mail", "553 5.7.1 Sender address rejected: not owned by user"],
    ["recipient-refused", "rcpt", "550 5.1.1 no such user"],
    ["limit-reached", "mail", "450 4.4.5 Daily sending limit exceeded"],
    ["message-refused", "dot", "554 5.7.1 looks like spam"],
    ["greeting-refused", "greeting", "554 go away"],
  ] as const)("that ends with %s at %s tells it apart", async (outcome, step, reply) => {
    const { run } = await tested({ auth, script: (visit) => (visit.step === step ? { reply } : undefined) });
    expect((await run()).body).toMatchObject({ outcome, serverReply: expect.stringContaining(reply.slice(0, 3)) });
  });

  test("of a message that the server took without an answer does not say that it failed to leave", async () => {
    const { run } = await tested({ auth, script: (visit) => (visit.step === "dot" ? { drop: true } : undefined) });
    expect((await run()).body.outcome).toBe("no-answer-after-message");
  });

  test("over STARTTLS ends before the password when the server does not offer it", async () => {
    const { run, sink } = await tested({ auth, encryption: "starttls" });
    expect((await run()).body.outcome).toBe("encryption-not-offered");
    expect(sink.commands.join()).not.toContain("AUTH");
  });

  test("with a certificate that nobody signed is told apart from everything else", async () => {
    const { run, sink } = await tested({ auth, encryption: "tls", tls: "implicit" });
    expect((await run()).body.outcome).toBe("certificate-not-valid");
    expect(sink.accepted).toEqual([]);
  });

  test("where nobody listens, and where no such host is", async () => {
    const { admin, sink, run, senderId } = await tested({ auth });
    await sink.stop();
    expect((await run()).body.outcome).toBe("connection-refused");
    await admin.request("PATCH", `/senders/${senderId}`, {
      body: { host: "smtp.nowhere.invalid", port: 465, encryption: "tls" },
    });
    await admin.request("PUT", `/senders/${senderId}/password`, { body: { password: "x" } });
    // A machine without any network cannot know that the name does not exist.
    expect(["host-not-found", "connection-timed-out"]).toContain((await run()).body.outcome);
  });

  test("without a password asks for it, and connects to nothing", async () => {
    const { admin, run, senderId, sink } = await tested({ auth });
    await admin.request("PATCH", `/senders/${senderId}`, { body: { userName: "somebody@example.org" } });
    expect((await run()).body.outcome).toBe("password-missing");
    expect(sink.commands).toEqual([]);
  });

  test("of the platform where there is none says so", async () => {
    const org = await newShop(app);
    const admin = app.signedIn(org, "administrator");
    const { senderId } = (await admin.request("GET", "/senders")).body.items[0];
    const answer = await admin.request("POST", `/senders/${senderId}/test`, { body: { to: "me@example.org" } });
    expect(answer.body.outcome).toBe("not-connected");
  });

  test("is refused after six times in ten minutes, and allowed again later", async () => {
    const { run } = await tested({ auth, password: "wrong" });
    for (let count = 0; count < 6; count++) expect((await run()).status).toBe(200);
    expect((await run()).body).toMatchObject({ status: 429, code: "senders.too-many-tests", values: { minutes: 10 } });
    await app.shiftTime({ minutes: 11 });
    expect((await run()).status).toBe(200);
  });

  test("that succeeds starts sending again after a pause", async () => {
    const { org, run, senderId, state } = await tested({ auth });
    await app.run(org, (ctx) => openSenderBreaker(ctx, { senderId, reason: "535 no" }));
    expect((await state()).state).toBe("paused");
    await run();
    expect((await state()).state).toBe("works");
    expect(await app.run(org, senderReadiness)).toMatchObject({ ready: true });
  });

  test("before the last change of the connection proves nothing any more", async () => {
    const { admin, run, senderId, state } = await tested({ auth });
    await run();
    await app.shiftTime({ seconds: 1 });
    await admin.request("PUT", `/senders/${senderId}/password`, { body: { password: "another" } });
    expect(await state()).toMatchObject({ state: "not-tested", lastTest: null });
  });
});

test("a host that resolves into the private network is refused when it is tested, whatever its name", async () => {
  const closed = await startTestApp();
  try {
    const admin = closed.signedIn(await newShop(closed), "administrator");
    const { senderId } = await addMailbox(
      admin,
      mailbox({ host: "localhost", port: 587, encryption: "starttls" }),
      "x",
    );
    const answer = await admin.request("POST", `/senders/${senderId}/test`, { body: { to: "me@example.org" } });
    expect(answer.body).toEqual({ outcome: "destination-not-allowed", hint: null, serverReply: null });
  } finally {
    await closed.stop();
  }
});
