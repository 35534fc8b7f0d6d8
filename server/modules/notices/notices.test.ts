import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answeredFromPage } from "../../../contracts/consent.ts";
import { administratorReset } from "../../../contracts/identity.ts";
import { aContact, aMailingList } from "../../../tests/support/mailing-list.ts";
import { typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestClient, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { publish } from "../../platform/events.ts";
import { newId } from "../../platform/ids.ts";
import { listMessages } from "../messaging/index.ts";

let app: TestApp;
let org: TestOrganisation;
let operator: TestClient;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  operator = app.signedIn(org, "operator");
});
afterAll(() => app.stop());

async function ask(addressId: string, typeId: string, key = newId()) {
  const headers = { "idempotency-key": key };
  return operator.request("POST", "/consent-requests", { body: { addressId, typeId }, headers });
}

async function messagesTo(address: string) {
  const { items } = await app.run(org, (ctx) => listMessages(ctx, { search: address, limit: 10 }));
  return items;
}

describe("asking one address for its consent", () => {
  test("queues the organisation's request, in the contact's language or else its own", async () => {
    const { newsletter } = await typesOf(app, org);
    const person = await aContact(app, org, { email: `${newId()}@example.org` });
    const answer = await ask(person.addressId, newsletter);
    expect(answer.status).toBe(202);
    const [message] = await messagesTo(person.email);
    expect(message).toMatchObject({
      messageId: answer.body.messageId,
      messageClass: "consent-request",
      state: "queued",
    });
    expect(message?.subject).toContain("vous demande");
  });

  test("by a second click with the same key asks once", async () => {
    const { newsletter } = await typesOf(app, org);
    const person = await aContact(app, org, { email: `${newId()}@example.org` });
    const key = newId();
    const [first, second] = [
      await ask(person.addressId, newsletter, key),
      await ask(person.addressId, newsletter, key),
    ];
    expect(second.body).toEqual(first.body);
    expect(await messagesTo(person.email)).toHaveLength(1);
  });

  test("who said no is not asked, and an address of another organisation does not exist", async () => {
    const { newsletter } = await typesOf(app, org);
    const { refused } = await aMailingList(app, org, { refused: 1 });
    const answer = await ask(refused[0]?.addressId ?? "", newsletter);
    expect(answer.body).toMatchObject({ code: "notices.may-not-be-asked", values: { reason: "consent.refused" } });
    const stranger = await aContact(app, await app.newOrganisation(), { email: `${newId()}@example.org` });
    expect((await ask(stranger.addressId, newsletter)).body.code).toBe("notices.address-not-found");
  });
});

describe("security mail", () => {
  test("tells the other administrators who was reset, with the written reason", async () => {
    const email = `${newId()}@example.org`;
    const tell = [{ userId: newId(), email, name: "Rosa Conti", language: "it" as const }];
    const event = { userId: newId(), userName: "Ada", reason: "telefono perso", operator: "root", tell };
    await app.run(org, (ctx) => publish(ctx, administratorReset, event));
    expect(await messagesTo(email)).toMatchObject([
      { messageClass: "security", recipientName: "Rosa Conti", subject: "La password di Ada è stata reimpostata" },
    ]);
  });

  test("gives a person who answered one receipt, however often the answer is told", async () => {
    const { newsletter } = await typesOf(app, org);
    const person = await aContact(app, org, { email: `${newId()}@example.org` });
    const event = {
      orgId: org.orgId,
      addressId: person.addressId,
      typeId: newsletter,
      decision: "granted" as const,
      language: "en" as const,
      eventId: newId(),
    };
    for (let time = 0; time < 2; time++) await app.run(org, (ctx) => publish(ctx, answeredFromPage, event));
    expect(await messagesTo(person.email)).toMatchObject([
      { messageClass: "security", subject: "Your answer to Chauffage Martin" },
    ]);
  });
});
