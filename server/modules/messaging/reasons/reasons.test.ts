import { afterAll, beforeAll, expect, test } from "vitest";
import { createContactBody } from "../../../../contracts/contacts.ts";
import { newPerson } from "../../../../tests/support/people.ts";
import {
  startTestApp,
  type TestApp,
  type TestClient,
  type TestOrganisation,
} from "../../../../tests/support/test-app.ts";
import { newId } from "../../../platform/ids.ts";
import { createContact } from "../../contacts/index.ts";

let app: TestApp;
let org: TestOrganisation;
let operator: TestClient;
let administrator: TestClient;
beforeAll(async () => {
  app = await startTestApp({ environment: { PLATFORM_SMTP_URL: "smtp://127.0.0.1:9?from=news@placet.example" } });
  org = await app.newOrganisation();
  operator = app.signedIn(org, "operator");
  administrator = app.signedIn(org, "administrator");
});
afterAll(() => app.stop());

async function write(reason: string, html = "<p>Bonjour</p>") {
  const { contactId, addressId } = await newPerson(app, org);
  return operator.request("POST", "/messages", {
    body: { contactId, addressId, subject: "Votre visite", html, reason: { reasonId: null, text: reason } },
    headers: { "idempotency-key": newId() },
  });
}

async function call(reason: string) {
  const input = createContactBody.parse({
    lastName: "Weber",
    addresses: [{ kind: "phone", typed: `+49 30 ${10_000_000 + Math.floor(Math.random() * 89_000_000)}` }],
  });
  const contact = await app.run(org, (ctx) => createContact(ctx, input));
  const addressId = contact.addresses[0]?.addressId ?? "";
  const { body } = await operator.request("POST", "/call-checks", { body: { addressId } });
  await operator.request("POST", `/call-checks/${body.callCheckId}/reason`, { body: { text: reason } });
}

test("reasons are counted for each operator, for messages and calls, and every number opens its cases", async () => {
  await write("Devis");
  await write("Devis");
  await write("Visite");
  await call("Devis");
  const { body } = await administrator.request("GET", "/reason-counts", { query: { days: "30" } });
  const key = operator.userId;
  expect(body.items).toMatchObject([
    { operatorKey: key, operator: "Test operator", reason: "Devis", messages: 2, calls: 1 },
    { operatorKey: key, operator: "Test operator", reason: "Visite", messages: 1, calls: 0 },
  ]);
  const query = { days: "30", operator: key, reason: "Devis" };
  const cases = (await administrator.request("GET", "/reason-uses", { query: { ...query, limit: 2 } })).body;
  expect(cases).toMatchObject({ total: 3, items: [{ kind: "call" }, { kind: "message" }] });
  const rest = (await administrator.request("GET", "/reason-uses", { query: { ...query, cursor: cases.nextCursor } }))
    .body;
  expect(rest.items).toMatchObject([{ kind: "message", reason: "Devis" }]);
  expect((await operator.request("GET", "/reason-counts")).status).toBe(403);
});

test("C-05 the fifty-first single message of one text is stopped, and another text is not", async () => {
  const text = "<p>Profitez de notre offre d’automne</p>";
  for (let round = 1; round <= 5; round++) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => write("Question", text)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
  }
  const stopped = await write("Question", text);
  expect(stopped.body).toMatchObject({ status: 409, code: "messaging.many-alike", values: { count: 50 } });
  expect((await write("Question")).status).toBe(201);
});
