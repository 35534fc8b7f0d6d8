import { createContactBody } from "../../contracts/contacts.ts";
import { recordGrant, refuseConsent, withdrawConsent } from "../../server/modules/consent/index.ts";
import { createContact } from "../../server/modules/contacts/index.ts";
import { newId } from "../../server/platform/ids.ts";
import { type TestPerson, typesOf } from "./people.ts";
import type { TestApp, TestOrganisation } from "./test-app.ts";

export interface WantedContact {
  email: string;
  lastName?: string;
  city?: string;
  tags?: string[];
}

export async function aContact(app: TestApp, org: TestOrganisation, wanted: WantedContact): Promise<TestPerson> {
  const { email, ...fields } = wanted;
  const input = createContactBody.parse({
    lastName: "Durand",
    ...fields,
    addresses: [{ kind: "email", typed: email }],
  });
  const contact = await app.run(org, (ctx) => createContact(ctx, input));
  return { contactId: contact.contactId, addressId: contact.addresses[0]?.addressId ?? "", email };
}

export async function grantAll(app: TestApp, org: TestOrganisation, people: TestPerson[]): Promise<void> {
  const { newsletter } = await typesOf(app, org);
  const grant = {
    typeId: newsletter,
    givenOn: "2026-01-15",
    source: "paper" as const,
    evidence: "Bon de commande signé",
  };
  for (const { addressId } of people) await app.run(org, (ctx) => recordGrant(ctx, { ...grant, addressId }));
}

export async function withdraw(app: TestApp, org: TestOrganisation, person: TestPerson | undefined): Promise<void> {
  if (!person) throw new Error("nobody to withdraw");
  const { newsletter } = await typesOf(app, org);
  await app.run(org, (ctx) =>
    withdrawConsent(ctx, { addressId: person.addressId, typeId: newsletter, source: "phone" }),
  );
}

export interface MailingList {
  accepted: TestPerson[];
  refused: TestPerson[];
  notAsked: TestPerson[];
}

/** Contacts in the wanted situations towards the newsletter. */
export async function aMailingList(
  app: TestApp,
  org: TestOrganisation,
  counts: { accepted?: number; refused?: number; notAsked?: number; withoutEmail?: number },
): Promise<MailingList> {
  const make = async (count = 0) => {
    const people: TestPerson[] = [];
    for (let index = 0; index < count; index++)
      people.push(await aContact(app, org, { email: `${newId()}@example.org` }));
    return people;
  };
  const list = {
    accepted: await make(counts.accepted),
    refused: await make(counts.refused),
    notAsked: await make(counts.notAsked),
  };
  await grantAll(app, org, list.accepted);
  const { newsletter } = await typesOf(app, org);
  for (const { addressId } of list.refused) {
    await app.run(org, (ctx) => refuseConsent(ctx, { addressId, typeId: newsletter, source: "phone" }));
  }
  for (let index = 0; index < (counts.withoutEmail ?? 0); index++) {
    await app.run(org, (ctx) => createContact(ctx, createContactBody.parse({ lastName: "Sansmail" })));
  }
  return list;
}
