import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { contactKinds, createContactBody } from "../../../contracts/contacts.ts";
import { aContact, aMailingList, grantAll } from "../../../tests/support/mailing-list.ts";
import { typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestClient, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { suppressAddress } from "../consent/index.ts";
import { createContact, eraseContact } from "../contacts/index.ts";

let app: TestApp;
let org: TestOrganisation;
let manager: TestClient;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  org = await app.newOrganisation();
  manager = app.signedIn(org, "campaign-manager");
});
afterAll(() => app.stop());

async function counted(filter: Record<string, unknown>) {
  const { newsletter } = await typesOf(app, org);
  const { body } = await manager.request("POST", "/campaigns/count-audience", {
    body: { kind: "mailing", typeId: newsletter, filter },
  });
  return sorted(body);
}

/** What a list says once it cannot change any more. */
async function frozen(filter: Record<string, unknown>) {
  const { body } = await manager.request("POST", "/campaigns", {
    body: { name: "Automne", subject: "Automne", html: "<p>Bonjour</p>", filter },
  });
  const validated = await manager.request("POST", `/campaigns/${body.campaignId}/validate`, {
    body: { version: body.version },
  });
  return sorted(validated.body.summary);
}

interface Summary {
  total: number;
  available: number;
  groups: { group: string; count: number }[];
}

function sorted({ total, available, groups }: Summary): Summary {
  return { total, available, groups: groups.toSorted((one, other) => one.group.localeCompare(other.group)) };
}

/** People of all sorts: fourteen who are there, and one who is gone. */
async function allSorts(): Promise<void> {
  await aMailingList(app, org, { accepted: 3, refused: 2, notAsked: 2, withoutEmail: 3 });
  const shared = await aContact(app, org, { email: "duo@example.org" });
  await aContact(app, org, { email: "duo@example.org", lastName: "Autre" });
  const [dead, gone] = [
    await aContact(app, org, { email: "dead@example.org" }),
    await aContact(app, org, { email: "gone@example.org" }),
  ];
  await grantAll(app, org, [shared, dead, gone, await withTwoEmails()]);
  await app.run(org, (ctx) => suppressAddress(ctx, { addressId: dead.addressId, kind: "hard-bounce" }));
  await app.run(org, (ctx) => eraseContact(ctx, gone.contactId));
}

/** Of which the second one may be written to. */
async function withTwoEmails() {
  const addresses = ["un@example.org", "deux@example.org"].map((typed) => ({ kind: "email", typed }));
  const input = createContactBody.parse({ lastName: "Deux", addresses });
  const contact = await app.run(org, (ctx) => createContact(ctx, input));
  return { contactId: contact.contactId, addressId: contact.addresses[1]?.addressId ?? "", email: "deux@example.org" };
}

test("a list is counted as it is frozen, whether it is of everybody or of some", async () => {
  await allSorts();
  const everybody = await counted({});
  expect(everybody).toEqual(
    sorted({
      total: 14,
      available: 5,
      groups: [
        { group: "accepted", count: 5 },
        { group: "refused", count: 2 },
        { group: "not-asked", count: 2 },
        { group: "invalid", count: 3 },
        { group: "duplicate", count: 1 },
        { group: "suppressed", count: 1 },
      ],
    }),
  );
  expect(await frozen({})).toEqual(everybody);
  expect(await counted({ kinds: contactKinds })).toEqual(everybody);
  for (const consent of ["accepted", "not-asked"]) {
    expect(await counted({ consent: [consent] })).toEqual(await frozen({ consent: [consent] }));
  }
});

test("a list of nobody has nothing to tell", async () => {
  expect(await counted({})).toEqual({ total: 0, available: 0, groups: [] });
});

test("contacts of another organisation are in no list", async () => {
  await aMailingList(app, await app.newOrganisation(), { accepted: 2, withoutEmail: 1 });
  await aMailingList(app, org, { accepted: 1 });
  expect(await counted({})).toEqual({ total: 1, available: 1, groups: [{ group: "accepted", count: 1 }] });
});
