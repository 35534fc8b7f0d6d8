import { createContactBody } from "../../contracts/contacts.ts";
import { getMainMailingType, listTypes } from "../../server/modules/consent/index.ts";
import { createContact } from "../../server/modules/contacts/create-contact.ts";
import { newId } from "../../server/platform/ids.ts";
import type { TestApp, TestOrganisation } from "./test-app.ts";

export interface TestPerson {
  contactId: string;
  addressId: string;
  email: string;
}

/** A registered contact with one e-mail. The same e-mail twice is one address on two contacts. */
export async function newPerson(
  app: TestApp,
  org: TestOrganisation,
  email = `${newId()}@example.org`,
): Promise<TestPerson> {
  const input = createContactBody.parse({
    lastName: email.split("@")[0],
    addresses: [{ kind: "email", typed: email }],
  });
  const contact = await app.run(org, (ctx) => createContact(ctx, input));
  const [address] = contact.addresses;
  if (!address) throw new Error("the contact has no address");
  return { contactId: contact.contactId, addressId: address.addressId, email: address.value };
}

/** The ids of the organisation's first types: newsletter (main), personal, calls. */
export async function typesOf(
  app: TestApp,
  org: TestOrganisation,
): Promise<{ newsletter: string; personal: string; calls: string }> {
  const types = await app.run(org, (ctx) => listTypes(ctx));
  const main = await app.run(org, (ctx) => getMainMailingType(ctx));
  const idOf = (code: string) => types.find((type) => type.code === code)?.typeId ?? "";
  return { newsletter: main.typeId, personal: idOf("personal"), calls: idOf("calls") };
}
