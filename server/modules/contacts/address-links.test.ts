import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPerson } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";

let app: TestApp;
let org: TestOrganisation;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
});
afterAll(() => app.stop());

async function entryOf(addressId: string): Promise<{ kind: string; valid: boolean } | undefined> {
  const { rows } = await app.run(org, (ctx) =>
    sql<{ kind: string; valid: boolean }>`
      SELECT kind, valid FROM contacts.address_book WHERE org_id = ${ctx.orgId} AND address_id = ${addressId}`.execute(
      ctx.tx,
    ),
  );
  return rows[0];
}

async function change(addressId: string, to: string): Promise<void> {
  await app.run(org, (ctx) =>
    sql`UPDATE contacts.addresses SET ${sql.raw(to)} WHERE org_id = ${ctx.orgId} AND address_id = ${addressId}`.execute(
      ctx.tx,
    ),
  );
}

test("the address book says of each address its kind, and at once when it is no longer valid", async () => {
  const { addressId } = await newPerson(app, org);
  expect(await entryOf(addressId)).toEqual({ kind: "email", valid: true });
  await change(addressId, "is_valid = false");
  expect(await entryOf(addressId)).toEqual({ kind: "email", valid: false });
});

test("nobody has an address that was erased", async () => {
  const { addressId } = await newPerson(app, org);
  await change(addressId, "value = NULL, erased_at = now()");
  expect(await entryOf(addressId)).toBeUndefined();
});
