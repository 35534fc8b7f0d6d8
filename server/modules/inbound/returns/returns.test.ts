import net from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { MessageClass } from "../../../../contracts/consent.ts";
import { messageListQuery } from "../../../../contracts/messaging.ts";
import { newPerson, type TestPerson } from "../../../../tests/support/people.ts";
import {
  consentedPeople,
  launch,
  prepareOrganisation,
  queueOne,
  type Sending,
  startSending,
  storedMessage,
} from "../../../../tests/support/sending.ts";
import type { Background } from "../../../platform/module.ts";
import { getMessage, listMessages } from "../../messaging/index.ts";
import { receiveReturn } from "./receive-return.ts";
import { dsn } from "./report-shapes-testing.ts";
import { startReturnListener } from "./start-return-listener.ts";

const patient = { timeout: 20_000, interval: 30 };
let sending: Sending;
let listener: Background;
let port: number;

beforeAll(async () => {
  port = await freePort();
  sending = await startSending({}, { BOUNCE_DOMAIN: "returns.example", BOUNCE_PORT: String(port) });
  await sending.work();
  listener = await startReturnListener(sending.app.platform);
});
afterAll(async () => {
  await listener.stop();
  await sending.stop();
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = server.address() as net.AddressInfo;
      server.close(() => resolve(free));
    });
  });
}

/** Sends one message and gives what the relay saw of it. */
async function sendOne(
  person?: TestPerson,
  messageClass: MessageClass = "service",
): Promise<{ messageId: string; returnAddress: string; to: string; header: string }> {
  const messageId = await queueOne(sending, { messageClass, ...(person && { person }) });
  await vi.waitFor(async () => expect((await storedMessage(sending, messageId))?.state).toBe("accepted"), patient);
  const mail = sending.sink.accepted.at(-1);
  if (!mail) throw new Error("nothing arrived");
  return { messageId, returnAddress: mail.from, to: mail.to, header: mail.data.split("\r\n\r\n")[0] ?? "" };
}

const failedFor = (to: string, status: string, words: string) =>
  dsn({
    perRecipient: `Final-Recipient: rfc822; ${to}\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; ${words}`,
  });

/** As Postfix would hand a mail to the listener; the last reply that was not friendly, else that to the dot. */
async function handToListener(from: string, to: string, mail: string): Promise<string> {
  const socket = net.connect(port, "127.0.0.1");
  const replies = socket.setEncoding("utf8")[Symbol.asyncIterator]();
  const lines = [
    "EHLO relay.example",
    `MAIL FROM:<${from}>`,
    `RCPT TO:<${to}>`,
    "DATA",
    `${mail.replaceAll("\n", "\r\n")}\r\n.`,
  ];
  let reply = String((await replies.next()).value);
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    reply = String((await replies.next()).value);
    if (/^[45]/.test(reply)) break;
  }
  socket.destroy();
  return reply.trim();
}

async function eventsOf(messageId: string) {
  return (await sending.app.run(sending.org, (ctx) => getMessage(ctx, messageId))).deliveryEvents;
}

async function isSuppressed(messageId: string): Promise<boolean> {
  const stored = await storedMessage(sending, messageId);
  return sending.app.run(sending.org, async (ctx) => {
    const { rows } = await sql`
      SELECT 1 FROM consent.suppressed_addresses WHERE address_id = ${stored?.addressId ?? ""}`.execute(ctx.tx);
    return rows.length > 0;
  });
}

/** Whether the address was blocked after each of three messages that found its mailbox full. */
async function blockedAfterThreeFull(person: TestPerson): Promise<boolean[]> {
  const blocked: boolean[] = [];
  for (let round = 0; round < 3; round++) {
    const { messageId, returnAddress, to } = await sendOne(person);
    await handToListener("", returnAddress, failedFor(to, "5.2.2", "552 5.2.2 over quota"));
    blocked.push(await isSuppressed(messageId));
  }
  return blocked;
}

describe("a message that comes back to its return address", () => {
  test("is shown as returned, once, and its dead address is written to no more", async () => {
    const { messageId, returnAddress, to } = await sendOne();
    expect(returnAddress).toMatch(/^b[a-z2-7]{63}@returns\.example$/);
    const report = failedFor(to, "5.1.1", "550 5.1.1 User unknown");
    expect(await handToListener("", returnAddress.toUpperCase(), report)).toMatch(/^250/);
    expect(await handToListener("", returnAddress, report)).toMatch(/^250/);
    expect(await eventsOf(messageId)).toMatchObject([
      { kind: "bounced", bounceClass: "hard", statusCode: "5.1.1", reportedVia: "return-address" },
    ]);
    expect((await storedMessage(sending, messageId))?.state).toBe("accepted");
    expect(await isSuppressed(messageId)).toBe(true);
    const { items } = await sending.app.run(sending.org, (ctx) =>
      listMessages(ctx, messageListQuery.parse({ outcome: "returned" })),
    );
    expect(items.map((item) => item.messageId)).toContain(messageId);
  });

  test.each([
    ["5.7.1", "blocked"],
    ["5.2.2", "soft"],
    ["5.0.0", "unknown"],
  ])("with %s is %s, and costs nobody the address", async (status, bounceClass) => {
    const { messageId, returnAddress, to } = await sendOne();
    await handToListener("", returnAddress, failedFor(to, status, "550 no"));
    expect(await eventsOf(messageId)).toMatchObject([{ kind: "bounced", bounceClass }]);
    expect(await isSuppressed(messageId)).toBe(false);
  });

  test("as full three times ends the writing, and not before", async () => {
    const person = await newPerson(sending.app, sending.org);
    expect(await blockedAfterThreeFull(person)).toEqual([false, false, true]);
    const { rows } = await sending.app.run(sending.org, (ctx) =>
      sql`SELECT kind FROM consent.suppressions WHERE address_id = ${person.addressId}`.execute(ctx.tx),
    );
    expect(rows).toEqual([{ kind: "soft-bounce" }]);
    const queued = await queueOne(sending, { person });
    const ended = async () => (await storedMessage(sending, queued))?.finalReason;
    await vi.waitFor(async () => expect(await ended()).toBe("consent.suppressed"), patient);
    await sendOne(person, "security");
  });

  test("as full counts from the beginning once somebody has lifted the block", async () => {
    const person = await newPerson(sending.app, sending.org);
    const staff = sending.app.signedIn(sending.org, "operator");
    expect(await blockedAfterThreeFull(person)).toEqual([false, false, true]);
    const { suppressions } = (await staff.request("GET", `/addresses/${person.addressId}/consent`)).body;
    await staff.request("DELETE", `/addresses/${person.addressId}/suppressions/${suppressions[0].suppressionId}`);
    expect(await blockedAfterThreeFull(person)).toEqual([false, false, true]);
  });

  test("from a mailbox behind it, to which the person forwards, costs nobody the address", async () => {
    const { messageId, returnAddress } = await sendOne();
    await handToListener("", returnAddress, failedFor("ada@elsewhere.example", "5.1.1", "550 5.1.1 User unknown"));
    expect(await eventsOf(messageId)).toMatchObject([{ kind: "bounced", bounceClass: "soft" }]);
    expect(await isSuppressed(messageId)).toBe(false);
  });

  test("as an answer of a machine is an answer and no return", async () => {
    const { messageId, returnAddress } = await sendOne();
    await handToListener(
      "",
      returnAddress,
      "From: ada@example.org\nSubject: Out of office\n\nUntil 5.1.1 of next week.",
    );
    expect(await eventsOf(messageId)).toMatchObject([{ kind: "auto-replied", bounceClass: null }]);
    expect(await isSuppressed(messageId)).toBe(false);
  });
});

describe("the server for returned mails", () => {
  test("refuses forged addresses, people, and mails that are too large", async () => {
    const { messageId, returnAddress, to } = await sendOne();
    const report = failedFor(to, "5.1.1", "550 5.1.1 User unknown");
    const forged = returnAddress.replace(
      /^(.{40})./,
      (_, start: string) => `${start}${returnAddress[40] === "a" ? "b" : "a"}`,
    );
    expect(await handToListener("", forged, report)).toMatch(/^550 5\.1\.1/);
    expect(await handToListener("", "news@returns.example", report)).toMatch(/^550/);
    expect(await handToListener("eve@example.org", returnAddress, report)).toMatch(/^550/);
    expect(await handToListener("", returnAddress, `${report}\n${"x".repeat(5_300_000)}`)).toMatch(/^552/);
    expect(await eventsOf(messageId)).toEqual([]);
  });

  test("says 'try again' while the database is away", async () => {
    const { messageId, returnAddress, to } = await sendOne();
    await sending.app.asOwner("ALTER TABLE messaging.delivery_events RENAME TO away");
    try {
      const reply = await handToListener("", returnAddress, failedFor(to, "5.1.1", "550 5.1.1 User unknown"));
      expect(reply).toMatch(/^451/);
    } finally {
      await sending.app.asOwner("ALTER TABLE messaging.away RENAME TO delivery_events");
    }
    expect(await eventsOf(messageId)).toEqual([]);
  });
});

describe("a complaint", () => {
  test("is a no to everything, for that person only", async () => {
    const [ada, bob] = await consentedPeople(sending, 2);
    if (!ada || !bob) throw new Error("nobody");
    const campaign = await launch(sending, [ada, bob]);
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    const mail = sending.sink.accepted.find(({ to }) => to === ada.email);
    const report = `From: fbl@provider.example
To: complaints@returns.example
Subject: FW: News
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="B"

--B
Content-Type: message/feedback-report

Feedback-Type: abuse
Version: 1
User-Agent: Loop/1

--B
Content-Type: text/rfc822-headers

${(mail?.data ?? "").split("\r\n\r\n")[0]?.replaceAll("\r\n", "\n")}
--B--
`;
    expect(await handToListener("fbl@provider.example", "complaints@returns.example", report)).toMatch(/^250/);
    expect(await campaign.counts()).toMatchObject({ accepted: 2, returned: 0, complained: 1 });
    const stateOf = async ({ addressId }: typeof ada) =>
      sending.app.run(sending.org, async (ctx) => {
        const { rows } = await sql<{ state: string }>`
          SELECT state FROM consent.current_states
          WHERE address_id = ${addressId} AND type_id = ${sending.newsletter}`.execute(ctx.tx);
        return rows[0]?.state;
      });
    expect([await stateOf(ada), await stateOf(bob)]).toEqual(["withdrawn", "accepted"]);
  });
});

describe("a report that names an uncertain message", () => {
  test("proves that it arrived", async () => {
    sending.sink.options = { script: ({ step }) => (step === "dot" ? { drop: true } : undefined) };
    const messageId = await queueOne(sending);
    await vi.waitFor(async () => expect((await storedMessage(sending, messageId))?.state).toBe("uncertain"), patient);
    sending.sink.options = {};
    const returnAddress = sending.sink.dotted.at(-1)?.from ?? "";
    const answer = "From: ada@example.org\nAuto-Submitted: auto-replied\nSubject: Out of office\n\nBack soon.";
    await handToListener("", returnAddress, answer);
    expect((await storedMessage(sending, messageId))?.state).toBe("accepted");
    const { attempts } = await sending.app.run(sending.org, (ctx) => getMessage(ctx, messageId));
    expect(attempts.map(({ outcome }) => outcome)).toEqual(["uncertain", "settled"]);
  });
});

describe("a report in a mailbox", () => {
  test("says nothing about messages of another organisation or another sender", async () => {
    const other = await sending.app.newOrganisation();
    const { senderId: foreignSender } = await prepareOrganisation(sending.app, other);
    const { messageId, to, header } = await sendOne();
    const raw = Buffer.from(
      dsn({
        perRecipient: `Final-Recipient: rfc822; ${to}\nAction: failed\nStatus: 5.1.1`,
        returned: `${header.replaceAll("\r\n", "\n")}\n`,
      }),
    );
    const read = (orgId: string, senderId: string) =>
      receiveReturn(sending.app.platform, { raw, via: "mailbox", mailbox: { orgId, senderId } });
    expect(await read(other.orgId, foreignSender)).toBe("not-ours");
    expect(await read(sending.org.orgId, foreignSender)).toBe("not-ours");
    expect(await eventsOf(messageId)).toEqual([]);
    expect(await read(sending.org.orgId, sending.senderId)).toBe("recorded");
    expect(await read(sending.org.orgId, sending.senderId)).toBe("known");
    expect(await eventsOf(messageId)).toMatchObject([{ kind: "bounced", bounceClass: "hard", reportedVia: "mailbox" }]);
  });

  test("about mail of long ago is not believed", async () => {
    const { messageId, returnAddress, to } = await sendOne();
    await sending.app.shiftTime({ days: 100 });
    await handToListener("", returnAddress, failedFor(to, "5.1.1", "550 5.1.1 User unknown"));
    expect(await eventsOf(messageId)).toEqual([]);
  });
});
