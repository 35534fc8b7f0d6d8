import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createContactBody } from "../../../contracts/contacts.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { addAddress, createContact } from "./index.ts";

let app: TestApp;
let org: TestOrganisation;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
});
afterAll(() => app.stop());

const anEmail = () => `${newId()}@example.org`;

async function aContact(...typed: string[]): Promise<string> {
  const addresses = typed.map((one) => ({ kind: one.includes("@") ? "email" : "phone", typed: one }));
  const input = createContactBody.parse({ lastName: "Durand", country: "FR", addresses });
  return (await app.run(org, (ctx) => createContact(ctx, input))).contactId;
}

function addEmail(contactId: string, typed: string): Promise<unknown> {
  return app.run(org, (ctx) => addAddress(ctx, contactId, { kind: "email", typed, label: "" }));
}

/** What the address book says of each address of a contact. */
async function marksOf(contactId: string): Promise<Record<string, boolean>> {
  const { rows } = await app.run(org, (ctx) =>
    sql<{ value: string; entangled: boolean }>`
      SELECT value, entangled FROM contacts.address_book
      WHERE org_id = ${ctx.orgId} AND contact_id = ${contactId} ORDER BY value`.execute(ctx.tx),
  );
  return Object.fromEntries(rows.map(({ value, entangled }) => [value, entangled]));
}

test("an e-mail and a telephone of one contact are not entangled", async () => {
  const email = anEmail();
  expect(await marksOf(await aContact(email, "+33612345601"))).toEqual({ [email]: false, "+33612345601": false });
});

test("of a contact with two e-mails both are, and the telephone is not", async () => {
  const [first, second] = [anEmail(), anEmail()];
  const contactId = await aContact(first, "+33612345602");
  await addEmail(contactId, second);
  expect(await marksOf(contactId)).toEqual({ [first]: true, [second]: true, "+33612345602": false });
});

test("an address that a second contact gets is entangled with both", async () => {
  const email = anEmail();
  const holders = [await aContact(email), await aContact(email)];
  for (const contactId of holders) expect(await marksOf(contactId)).toEqual({ [email]: true });
});

test("two contacts that get the same address at the same time see each other", async () => {
  for (let round = 0; round < 5; round++) {
    const shared = anEmail();
    const pair = [await aContact(), await aContact()];
    await Promise.all(pair.map((contactId) => addEmail(contactId, shared)));
    for (const contactId of pair) expect(await marksOf(contactId)).toEqual({ [shared]: true });
  }
});
