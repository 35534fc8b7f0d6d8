import { readdirSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { DeliveryEvent } from "../../contracts/message-returns.ts";
import { startReturnListener } from "../../server/modules/inbound/returns/start-return-listener.ts";
import { getMessage } from "../../server/modules/messaging/index.ts";
import type { Background } from "../../server/platform/module.ts";
import { type Dovecot, startDovecot } from "../support/dovecot.ts";
import { addMailbox, mailbox } from "../support/mailboxes.ts";
import { newPerson, type TestPerson } from "../support/people.ts";
import { freePort, type Postfix, startPostfix } from "../support/postfix.ts";
import { platformSenderAt, queueOne, type Sending, startSending, storedMessage } from "../support/sending.ts";
import type { SinkVisit } from "../support/sink-actions.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";

const patient = { timeout: 60_000, interval: 100 };

let postfix: Postfix;
let dovecot: Dovecot;
let destination: SmtpSink;
let sending: Sending;
let listener: Background;

/** What the recipients' own server says, by the beginning of the address. */
const answers: Record<string, { step: SinkVisit["step"]; reply: string }> = {
  unknown: { step: "rcpt", reply: "550 5.1.1 The email account that you tried to reach does not exist" },
  full: { step: "rcpt", reply: "452 4.2.2 The mailbox is over quota" },
  policy: { step: "dot", reply: "554 5.7.1 Message refused by policy" },
  bare: { step: "rcpt", reply: "550 no" },
};

beforeAll(async () => {
  destination = await startSmtpSink({
    script: ({ step, to }) => {
      const answer = answers[to.split("-")[0] ?? ""];
      return answer?.step === step ? { reply: answer.reply } : undefined;
    },
  });
  const bouncePort = await freePort();
  postfix = await startPostfix({
    ownDomains: ["shop.example", "reporter.example"],
    mailboxes: ["news@shop.example"],
    transports: {
      "returns.example": `smtp:[127.0.0.1]:${bouncePort}`,
      "example.org": `smtp:[127.0.0.1]:${destination.port}`,
    },
  });
  dovecot = await startDovecot(postfix.mailFolder);
  sending = await startSending(
    {},
    {
      ...platformSenderAt(postfix.port),
      BOUNCE_DOMAIN: "returns.example",
      BOUNCE_PORT: String(bouncePort),
      ALLOW_PRIVATE_SMTP: `127.0.0.1:${postfix.port},127.0.0.1:${dovecot.port}`,
    },
  );
  listener = await startReturnListener(sending.app.platform);
  await sending.work();
}, 60_000);
afterAll(async () => {
  await listener?.stop();
  await sending?.stop();
  await dovecot?.stop();
  await postfix?.stop();
  await destination?.stop();
});

async function sendTo(email: string, senderId = sending.senderId): Promise<{ messageId: string; person: TestPerson }> {
  const person = await newPerson(sending.app, sending.org, email);
  const messageId = await queueOne({ ...sending, senderId }, { person });
  await vi.waitFor(async () => expect((await storedMessage(sending, messageId))?.state).toBe("accepted"), patient);
  return { messageId, person };
}

async function eventsOf(messageId: string): Promise<DeliveryEvent[]> {
  return (await sending.app.run(sending.org, (ctx) => getMessage(ctx, messageId))).deliveryEvents;
}

async function isSuppressed({ addressId }: TestPerson): Promise<boolean> {
  return sending.app.run(sending.org, async (ctx) => {
    const { rows } = await sql`
      SELECT 1 FROM consent.suppressed_addresses WHERE address_id = ${addressId}`.execute(ctx.tx);
    return rows.length > 0;
  });
}

const emptyQueue = () => vi.waitFor(async () => expect(await postfix.queued(), postfix.log()).toBe(0), patient);

describe("R-08 through a real Postfix, which accepts first and reports later", () => {
  test.each([
    ["a mailbox that does not exist", "unknown", "hard", "5.1.1", true],
    ["a full mailbox", "full", "soft", "4.2.2", false],
    ["a refusal by policy", "policy", "blocked", "5.7.1", false],
    ["a refusal without a code", "bare", "unknown", null, false],
  ] as const)("%s comes back", async (...row) => {
    const [, name, bounceClass, statusCode, isDead] = row;
    const { messageId, person } = await sendTo(`${name}-${Date.now()}@example.org`);
    await vi.waitFor(async () => expect(await eventsOf(messageId), postfix.log()).toHaveLength(1), patient);
    expect(await eventsOf(messageId)).toMatchObject([
      { kind: "bounced", bounceClass, statusCode, reportedVia: "return-address" },
    ]);
    expect((await storedMessage(sending, messageId))?.state).toBe("accepted");
    expect(await isSuppressed(person)).toBe(isDead);
    await emptyQueue();
  });

  test("a recipient on the reporting server itself comes back", async () => {
    const { messageId, person } = await sendTo(`nobody-${Date.now()}@reporter.example`);
    await vi.waitFor(async () => expect(await eventsOf(messageId), postfix.log()).toHaveLength(1), patient);
    expect(await eventsOf(messageId)).toMatchObject([{ kind: "bounced", bounceClass: "hard", statusCode: "5.1.1" }]);
    expect(await isSuppressed(person)).toBe(true);
  });

  test("what arrives brings no report, and bears its own return address", async () => {
    const email = `ada-${Date.now()}@example.org`;
    const { messageId } = await sendTo(email);
    await vi.waitFor(() => expect(destination.accepted.map(({ to }) => to)).toContain(email), patient);
    const from = destination.accepted.find(({ to }) => to === email)?.from ?? "";
    expect(sending.app.platform.keys.readReturnToken(from.split("@")[0] ?? "")).toEqual({
      orgId: sending.org.orgId,
      messageId,
    });
    await emptyQueue();
    expect(await eventsOf(messageId)).toEqual([]);
  });
});

describe("S-11 a forged report", () => {
  test("is refused, and goes round in no loop", async () => {
    const { messageId } = await sendTo(`ada-${Date.now()}@example.org`);
    const own = destination.accepted.at(-1)?.from ?? "";
    const forged = `${own.slice(0, 60)}aaaa@returns.example`;
    const text = "Subject: failure notice\r\n\r\n550 5.1.1";
    await handOver({ from: "", to: forged, text });
    await handOver({ from: "eve@example.org", to: own, text });
    await emptyQueue();
    expect(await eventsOf(messageId)).toEqual([]);
  });
});

describe("a sender without return addresses", () => {
  test("finds its returned mails in its mailbox, and leaves the others there unread", { timeout: 90_000 }, async () => {
    const admin = sending.app.signedIn(sending.org, "administrator");
    const { senderId } = await addMailbox(
      admin,
      mailbox({
        fromAddress: "news@shop.example",
        userName: null,
        host: "127.0.0.1",
        port: postfix.port,
        encryption: "none",
      }),
    );
    const path = `/senders/${senderId}/return-mailbox`;
    const where = { host: "127.0.0.1", port: dovecot.port, encryption: "none", userName: "news" };
    expect((await admin.request("PUT", path, { body: where })).body.mailbox).toMatchObject({ hasPassword: false });
    await admin.request("PUT", `${path}/password`, { body: { password: dovecot.password } });
    const { messageId, person } = await sendTo(`unknown-${Date.now()}@example.org`, senderId);
    const text = "From: bob@example.org\r\nSubject: Hello\r\n\r\n550 5.1.1 is a number";
    await handOver({ from: "bob@example.org", to: "news@shop.example", text });
    await emptyQueue();
    const read = () => admin.request("POST", `${path}/read`).then(({ body }) => body);
    expect(await read(), postfix.log()).toEqual({ problem: null, found: 1 });
    expect(await read()).toEqual({ problem: null, found: 0 });
    expect(await eventsOf(messageId)).toMatchObject([
      { kind: "bounced", bounceClass: "hard", statusCode: "5.1.1", reportedVia: "mailbox" },
    ]);
    expect(await isSuppressed(person)).toBe(true);
    expect(readdirSync(join(postfix.mailFolder, "news", "new"))).toHaveLength(2);
    expect((await admin.request("GET", path)).body.mailbox).toMatchObject({ found: 1, lastProblem: null });
    await admin.request("PUT", `${path}/password`, { body: { password: "wrong" } });
    expect(await read()).toEqual({ problem: "sign-in-refused", found: 0 });
    await admin.request("PUT", path, { body: { ...where, userName: "other" } });
    expect((await admin.request("GET", path)).body.mailbox).toMatchObject({ hasPassword: false });
  });
});

/** A stranger who hands a mail to Postfix. */
async function handOver(mail: { from: string; to: string; text: string }): Promise<void> {
  const socket = net.connect(postfix.port, "127.0.0.1").setEncoding("utf8");
  const replies = socket[Symbol.asyncIterator]();
  await replies.next();
  const commands = [
    "HELO stranger.example",
    `MAIL FROM:<${mail.from}>`,
    `RCPT TO:<${mail.to}>`,
    "DATA",
    `${mail.text}\r\n.`,
  ];
  for (const line of commands) {
    socket.write(`${line}\r\n`);
    const reply = String((await replies.next()).value);
    if (/^[45]/.test(reply)) throw new Error(`${line}: ${reply}`);
  }
  socket.destroy();
}
