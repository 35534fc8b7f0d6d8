import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { aContact } from "../../../tests/support/mailing-list.ts";
import { newPerson, type TestPerson } from "../../../tests/support/people.ts";
import { type Sending, startSending, storedMessage } from "../../../tests/support/sending.ts";
import type { TestClient } from "../../../tests/support/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { addReason, changeSettings, recordGrant, withdrawConsent } from "../consent/index.ts";
import { createOrganisation } from "../identity/index.ts";
import { sendTest } from "./send-test.ts";

const patient = { timeout: 15_000, interval: 30 };
let sending: Sending;
let operator: TestClient;
beforeAll(async () => {
  sending = await startSending();
  operator = sending.app.signedIn(sending.org, "operator");
  await sending.work();
});
afterAll(() => sending.stop());

const letter = { subject: "Votre visite", html: "<p>Bonjour %nom%, à demain. %opérateur%</p>" };

function write(person: TestPerson, more: object = {}) {
  const body = { contactId: person.contactId, addressId: person.addressId, ...letter, ...more };
  return operator.request("POST", "/messages", { body, headers: { "idempotency-key": newId() } });
}

async function agreed(person: TestPerson): Promise<TestPerson> {
  const grant = {
    addressId: person.addressId,
    typeId: sending.personal,
    givenOn: "2026-01-15",
    source: "paper" as const,
    evidence: "Bon signé",
  };
  await sending.app.run(sending.org, (ctx) => recordGrant(ctx, grant));
  return person;
}

describe("one message by hand", () => {
  test("leaves when the person agreed to single messages, in the contact's words", async () => {
    const person = await agreed(await newPerson(sending.app, sending.org, `marie-${newId()}@example.org`));
    const written = await write(person, { language: "fr" });
    expect(written.status).toBe(201);
    await vi.waitFor(
      async () =>
        expect(await storedMessage(sending, written.body.messageId)).toMatchObject({
          state: "accepted",
          ground: "consent",
        }),
      patient,
    );
    const mail = await PostalMime.parse(sending.sink.accepted.find((one) => one.to === person.email)?.data ?? "");
    expect(mail.text).toContain("MARIE-");
    expect(mail.text).toContain("Test operator");
  });

  test("asks for a reason where consent is missing, and keeps it", async () => {
    const person = await newPerson(sending.app, sending.org);
    expect((await write(person)).body).toMatchObject({ status: 422, code: "messaging.reason-needed", field: "reason" });
    const written = await write(person, { reason: { reasonId: null, text: "Devis demandé au téléphone" } });
    await vi.waitFor(
      async () =>
        expect(await storedMessage(sending, written.body.messageId)).toMatchObject({
          state: "accepted",
          ground: "stated-reason",
          consentEventId: expect.any(String),
        }),
      patient,
    );
    const { body } = await operator.request("GET", `/messages/${written.body.messageId}`);
    expect(body.basis).toMatchObject({ text: "Devis demandé au téléphone", statedBy: { name: "Test operator" } });
  });

  test("never leaves to who said no, whatever the reason", async () => {
    const person = await agreed(await newPerson(sending.app, sending.org));
    await sending.app.run(sending.org, (ctx) =>
      withdrawConsent(ctx, { addressId: person.addressId, typeId: sending.personal, source: "phone" }),
    );
    const answer = await write(person, { reason: { reasonId: null, text: "Tant pis" } });
    expect(answer.body).toMatchObject({
      status: 409,
      code: "messaging.not-allowed-by-consent",
      values: { reason: "consent.withdrawn" },
    });
  });

  test("records the standing reason while the prompt is off", async () => {
    const org = await sending.app.newOrganisation();
    const person = await newPerson(sending.app, org);
    await sending.app.run(org, async (ctx) => {
      const { reasonId } = await addReason(ctx, "Relation en cours");
      await changeSettings(ctx, { singlePrompt: "off", standingReasonId: reasonId });
    });
    const staff = sending.app.signedIn(org, "operator");
    const body = { contactId: person.contactId, addressId: person.addressId, ...letter, language: "fr" };
    const written = await staff.request("POST", "/messages", { body, headers: { "idempotency-key": newId() } });
    expect(written.status).toBe(201);
    expect((await staff.request("GET", `/messages/${written.body.messageId}`)).body.basis).toMatchObject({
      text: "Relation en cours",
    });
  });

  test("clicked twice is written once", async () => {
    const person = await agreed(await newPerson(sending.app, sending.org));
    const body = { contactId: person.contactId, addressId: person.addressId, ...letter, language: "fr" };
    const headers = { "idempotency-key": newId() };
    const [first, second] = [
      await operator.request("POST", "/messages", { body, headers }),
      await operator.request("POST", "/messages", { body, headers }),
    ];
    expect(second.body).toEqual(first.body);
    await vi.waitFor(
      async () => expect((await storedMessage(sending, first.body.messageId))?.state).toBe("accepted"),
      patient,
    );
    expect(sending.sink.accepted.filter((mail) => mail.to === person.email)).toHaveLength(1);
  });

  test.each([
    [
      "an address of another contact",
      async () => ({ addressId: (await newPerson(sending.app, sending.org)).addressId }),
    ],
    ["an address that nobody has", async () => ({ addressId: newId() })],
  ])("to %s is refused", async (_what, change) => {
    const answer = await write(await newPerson(sending.app, sending.org), {
      ...(await change()),
      reason: { reasonId: null, text: "x" },
    });
    expect([404, 409]).toContain(answer.status);
  });

  test("with an unknown variable is refused before anything is kept", async () => {
    const answer = await write(await agreed(await newPerson(sending.app, sending.org)), {
      html: "<p>%nomm%</p>",
      language: "fr",
    });
    expect(answer.status).toBe(422);
    expect(answer.body.code).toMatch(/^templates\./);
  });

  test("cannot write a header of its own", async () => {
    const person = await agreed(await newPerson(sending.app, sending.org));
    const written = await write(person, { subject: "Bonjour\r\nBcc: eve@example.org", language: "fr" });
    await vi.waitFor(
      async () => expect((await storedMessage(sending, written.body.messageId))?.state).toBe("accepted"),
      patient,
    );
    const mail = await PostalMime.parse(sending.sink.accepted.find((one) => one.to === person.email)?.data ?? "");
    expect(mail.bcc).toBeUndefined();
    expect(mail.subject).toContain("Bonjour");
  });
});

describe("a preview", () => {
  test("shows the text as this contact would get it, and sends nothing", async () => {
    const person = await newPerson(sending.app, sending.org, `zoe-${newId()}@example.org`);
    const { body } = await operator.request("POST", "/messages/preview", {
      body: { ...letter, language: "fr", contactId: person.contactId },
    });
    expect(body.text).toContain("ZOE-");
    expect(body.html).toContain("Test operator");
    expect((await operator.request("GET", "/messages", { query: { contactId: person.contactId } })).body.total).toBe(0);
  });

  test("of a text that is not finished, or not begun, is no error", async () => {
    const answer = await operator.request("POST", "/messages/preview", {
      body: { subject: "", html: "<p>%no", language: "fr" },
    });
    expect(answer.status).toBe(200);
  });

  test("escapes what stands in the data", async () => {
    const person = await aContact(sending.app, sending.org, {
      email: `${newId()}@example.org`,
      lastName: "<script>alert(1)</script>",
    });
    const { body } = await operator.request("POST", "/messages/preview", {
      body: { ...letter, language: "fr", contactId: person.contactId },
    });
    expect(body.html).not.toContain("<script>");
    expect(body.html).toContain("&lt;");
  });
});

describe("a test", () => {
  test("goes to the own address of whoever asks for it", async () => {
    const administrator = { email: "jeanne@chauffage-martin.example", name: "Jeanne Martin" };
    const shop = await createOrganisation(sending.app.platform, { name: "Martin", language: "fr", administrator });
    const actor = { kind: "user", userId: shop.userId ?? "", name: "Jeanne Martin", role: "administrator" } as const;
    const input = { ...letter, kind: "personal", contactId: null, language: "fr" } as const;
    const { messageId, to } = await sending.app.run(shop, (ctx) => sendTest(ctx, input), { actor });
    expect(to).toBe("jeanne@chauffage-martin.example");
    await vi.waitFor(
      async () => expect((await storedMessage({ app: sending.app, org: shop }, messageId))?.state).toBe("accepted"),
      patient,
    );
    expect(sending.sink.accepted.filter((mail) => mail.to === to)).toHaveLength(1);
  });

  test("goes nowhere for who has no address of their own", async () => {
    const headers = { "idempotency-key": newId() };
    const answer = await operator.request("POST", "/messages/test", { body: { ...letter, language: "fr" }, headers });
    expect(answer.body).toMatchObject({ status: 409, code: "messaging.test-needs-email" });
  });
});
