import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { withdraw } from "../../../tests/support/mailing-list.ts";
import { newPerson, type TestPerson } from "../../../tests/support/people.ts";
import {
  consentedPeople,
  launch,
  queueOne,
  type Sending,
  startSending,
  storedMessage,
} from "../../../tests/support/sending.ts";
import type { TestClient } from "../../../tests/support/test-app.ts";
import { newId } from "../../platform/ids.ts";

const patient = { timeout: 15_000, interval: 30 };
let sending: Sending;
let manager: TestClient;
let operator: TestClient;
beforeAll(async () => {
  sending = await startSending();
  manager = sending.app.signedIn(sending.org, "campaign-manager");
  operator = sending.app.signedIn(sending.org, "operator");
  await sending.work();
});
afterAll(() => sending.stop());

const once = () => ({ "idempotency-key": newId() });

async function sentTo(person: TestPerson): Promise<string> {
  const messageId = await queueOne(sending, { person });
  await vi.waitFor(async () => expect((await storedMessage(sending, messageId))?.state).toBe("accepted"), patient);
  return messageId;
}

describe("the history", () => {
  test("lists what left, newest first, page by page", async () => {
    const person = await newPerson(sending.app, sending.org);
    const ids = [await sentTo(person), await sentTo(person), await sentTo(person)];
    const first = await operator.request("GET", "/messages", { query: { contactId: person.contactId, limit: 2 } });
    expect(first.body).toMatchObject({
      total: 3,
      items: [{ messageId: ids[2], outcome: "sent" }, { messageId: ids[1] }],
    });
    const next = await operator.request("GET", "/messages", {
      query: { contactId: person.contactId, limit: 2, cursor: first.body.nextCursor },
    });
    expect(next.body).toMatchObject({ items: [{ messageId: ids[0] }], nextCursor: null });
    expect(first.body.items[0].subject).toContain("News for");
  });

  test("of one sender holds its messages and no others", async () => {
    const { senderId } = sending;
    const messageId = await sentTo(await newPerson(sending.app, sending.org));
    const ofSender = await operator.request("GET", "/messages", { query: { senderId, limit: 1 } });
    expect(ofSender.body.items).toMatchObject([{ messageId }]);
    const ofOther = await operator.request("GET", "/messages", { query: { senderId: newId() } });
    expect(ofOther.body).toMatchObject({ total: 0, items: [] });
  });

  test("finds by the beginning of a name, by an address and by the campaign's name", async () => {
    const [person] = await consentedPeople(sending, 1);
    if (!person) throw new Error("nobody");
    const campaign = await launch(sending, [person]);
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    const find = async (search: string) =>
      (await operator.request("GET", "/messages", { query: { search } })).body.items.map(
        (item: { recipientAddress: string }) => item.recipientAddress,
      );
    expect(await find("DURÂND")).toContain(person.email);
    expect(await find(person.email.slice(0, 20).toUpperCase())).toEqual([person.email]);
    expect(await find("printem")).toContain(person.email);
    expect(await find(person.email.slice(4, 20))).toEqual([]);
    expect(await find(`*${person.email.slice(4, 20)}`)).toEqual([person.email]);
  });

  test("filters by outcome, cause and day", async () => {
    const person = await newPerson(sending.app, sending.org);
    await sentTo(person);
    const count = async (query: Record<string, string>) =>
      (await operator.request("GET", "/messages", { query: { contactId: person.contactId, ...query } })).body.total;
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    expect(await count({ outcome: "sent" })).toBe(1);
    expect(await count({ outcome: "not-sent" })).toBe(0);
    expect(await count({ kind: "manual" })).toBe(1);
    expect(await count({ kind: "automatic" })).toBe(0);
    expect(await count({ to: "2020-01-01" })).toBe(0);
    expect(await count({ from: day(-1), to: day(1) })).toBe(1);
    expect(await count({ from: day(2) })).toBe(0);
  });

  test("shows exactly what was sent, even after the contact has another name, and why it left", async () => {
    const person = await newPerson(sending.app, sending.org, `lea-${newId()}@example.org`);
    const messageId = await sentTo(person);
    const changed = await operator.request("PATCH", `/contacts/${person.contactId}`, {
      body: { lastName: "Autrement", version: 1 },
    });
    expect(changed.status).toBe(200);
    const { body } = await operator.request("GET", `/messages/${messageId}`);
    expect(body).toMatchObject({
      state: "accepted",
      ground: "service",
      recipientAddress: person.email,
      sentFrom: expect.stringContaining("news@placet.example"),
    });
    expect(body.attempts).toMatchObject([{ outcome: "accepted", replyCode: 250 }]);
    const sent = sending.sink.accepted.find((mail) => mail.to === person.email);
    // The person's own page is for the person alone: staff see that there was a link, not where it leads (X13).
    const mail = sent?.data.replaceAll("=\r\n", "") ?? "";
    expect(mail).toMatch(/http:\/\/localhost:3000\/c\/[\w-]{60,}/);
    expect(body.text).toContain("http://localhost:3000/c/…");
    expect(JSON.stringify(body)).not.toMatch(/\/c\/[\w-]{60,}/);
    expect(body.html).not.toContain("AUTREMENT");
  });

  test("shows the body as an isolated page", async () => {
    const messageId = await sentTo(await newPerson(sending.app, sending.org));
    const page = await operator.request("GET", `/messages/${messageId}/body`);
    expect(page.headers["content-security-policy"]).toContain("sandbox;");
    expect(page.text).toContain("nos nouvelles");
  });

  test("hides what security mail says from all but administrators", async () => {
    const messageId = await queueOne(sending, { messageClass: "security" });
    const seen = await operator.request("GET", `/messages/${messageId}`);
    expect(seen.body).toMatchObject({ html: "", text: "" });
    expect((await operator.request("GET", `/messages/${messageId}/body`)).text).not.toContain("nouvelles");
    const admin = sending.app.signedIn(sending.org, "administrator");
    expect((await admin.request("GET", `/messages/${messageId}`)).body.text).toContain("nouvelles");
  });

  test("of another organisation does not exist", async () => {
    const messageId = await sentTo(await newPerson(sending.app, sending.org));
    const stranger = sending.app.signedIn(await sending.app.newOrganisation(), "administrator");
    expect((await stranger.request("GET", `/messages/${messageId}`)).body).toMatchObject({
      code: "messaging.not-found",
    });
    expect((await stranger.request("GET", "/messages")).body).toMatchObject({ total: 0, items: [] });
  });
});

describe("sending again", () => {
  test("makes a new message, whatever happened to the old one, and only once per request", async () => {
    const person = await newPerson(sending.app, sending.org);
    const messageId = await sentTo(person);
    const headers = once();
    const first = await manager.request("POST", "/messages/resend", { body: { messageIds: [messageId] }, headers });
    const second = await manager.request("POST", "/messages/resend", { body: { messageIds: [messageId] }, headers });
    expect(first.body).toMatchObject({ queued: [{ resendOf: messageId }], skipped: [] });
    expect(second.body).toEqual(first.body);
    const again = first.body.queued[0].messageId;
    await vi.waitFor(async () => expect((await storedMessage(sending, again))?.state).toBe("accepted"), patient);
    expect(sending.sink.accepted.filter((mail) => mail.to === person.email)).toHaveLength(2);
    expect((await operator.request("GET", `/messages/${messageId}`)).body.resends).toMatchObject([
      { messageId: again },
    ]);
  });

  test("asks the gate anew", async () => {
    const [person] = await consentedPeople(sending, 1);
    if (!person) throw new Error("nobody");
    const campaign = await launch(sending, [person]);
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    const { body } = await operator.request("GET", "/messages", { query: { batchId: campaign.batchId } });
    await withdraw(sending.app, sending.org, person);
    const resent = await manager.request("POST", "/messages/resend", {
      body: { messageIds: [body.items[0].messageId] },
      headers: once(),
    });
    const again = resent.body.queued[0].messageId;
    await vi.waitFor(
      async () =>
        expect(await storedMessage(sending, again)).toMatchObject({
          state: "stopped",
          finalReason: "consent.withdrawn",
        }),
      patient,
    );
  });

  test("never repeats security mail, and uncertain ones only when the person knows", async () => {
    const security = await queueOne(sending, { messageClass: "security" });
    sending.sink.options = { script: (visit) => (visit.step === "dot" ? { drop: true } : undefined) };
    const uncertain = await queueOne(sending);
    await vi.waitFor(async () => expect((await storedMessage(sending, uncertain))?.state).toBe("uncertain"), patient);
    sending.sink.options = {};
    expect((await manager.request("GET", `/messages/${uncertain}`)).body.settlesAt).toBeNull();
    const messageIds = [security, uncertain, newId()];
    const careful = await manager.request("POST", "/messages/resend", { body: { messageIds }, headers: once() });
    expect(careful.body.skipped.map((one: { obstacle: string }) => one.obstacle)).toEqual([
      "security",
      "uncertain",
      "not-found",
    ]);
    const knowing = await manager.request("POST", "/messages/resend", {
      body: { messageIds, includeUncertain: true },
      headers: once(),
    });
    expect(knowing.body.queued).toMatchObject([{ resendOf: uncertain }]);
  });

  test("needs its own right", async () => {
    const messageId = await sentTo(await newPerson(sending.app, sending.org));
    const answer = await operator.request("POST", "/messages/resend", {
      body: { messageIds: [messageId] },
      headers: once(),
    });
    expect(answer.status).toBe(403);
  });
});

describe("my filters", () => {
  test("are kept for me alone", async () => {
    const saved = await operator.request("POST", "/message-filters", {
      body: { name: "Not sent", filters: { outcome: "not-sent" } },
    });
    expect(saved.status).toBe(201);
    const twice = await operator.request("POST", "/message-filters", { body: { name: "Not sent", filters: {} } });
    expect(twice.body).toMatchObject({ code: "messaging.filter-exists", field: "name" });
    expect((await operator.request("GET", "/message-filters")).body.items).toMatchObject([
      { name: "Not sent", filters: { outcome: "not-sent" } },
    ]);
    expect((await manager.request("GET", "/message-filters")).body.items).toEqual([]);
    expect((await manager.request("DELETE", `/message-filters/${saved.body.savedFilterId}`)).status).toBe(404);
    expect((await operator.request("DELETE", `/message-filters/${saved.body.savedFilterId}`)).status).toBe(200);
  });
});
