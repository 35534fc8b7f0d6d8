import { expect } from "vitest";
import type { ConsentStatus } from "../../contracts/consent.ts";
import { createContactBody } from "../../contracts/contacts.ts";
import { decidePermissions } from "../../server/modules/consent/decide-permissions.ts";
import { getAddressConsent } from "../../server/modules/consent/get-address-consent.ts";
import { markRequested, recordGrant, withdrawConsent } from "../../server/modules/consent/index.ts";
import { changeAddress } from "../../server/modules/contacts/change-address.ts";
import { type ImportSteps, importSteps } from "../../server/modules/contacts/import/import-testing.ts";
import {
  addAddress,
  createContact,
  eraseContact,
  getContact,
  removeAddress,
} from "../../server/modules/contacts/index.ts";
import { newId } from "../../server/platform/ids.ts";
import { typesOf } from "./people.ts";
import type { TestApp, TestClient, TestOrganisation } from "./test-app.ts";

/** An address as one contact has it. */
export interface Held {
  contactId: string;
  addressId: string;
  typed: string;
}

let nextNumber = 10_000_000;
export const anEmail = () => `c20.${newId()}@example.org`;
export const aNumber = () => `+49 30 ${nextNumber++}`;
const kindOf = (typed: string) => (typed.includes("@") ? ("email" as const) : ("phone" as const));

interface World {
  app: TestApp;
  org: TestOrganisation;
  staff: TestClient;
  imports: ImportSteps;
  types: Awaited<ReturnType<typeof typesOf>>;
}
let world: World;

export async function startAddresses(app: TestApp): Promise<void> {
  const org = await app.newOrganisation();
  const staff = app.signedIn(org, "administrator");
  world = { app, org, staff, imports: importSteps(app, staff), types: await typesOf(app, org) };
}

const typeFor = ({ typed }: Held) => (kindOf(typed) === "email" ? world.types.newsletter : world.types.calls);

async function person(typed = anEmail()): Promise<Held> {
  const input = createContactBody.parse({ lastName: "Weber", addresses: [{ kind: kindOf(typed), typed }] });
  const { contactId, addresses } = await world.app.run(world.org, (ctx) => createContact(ctx, input));
  return { contactId, addressId: addresses[0]?.addressId ?? "", typed };
}

async function saysYes(held: Held): Promise<Held> {
  const paper = { givenOn: "2026-01-15", source: "paper" as const, evidence: "Form 17" };
  await world.app.run(world.org, (ctx) =>
    recordGrant(ctx, { ...paper, addressId: held.addressId, typeId: typeFor(held) }),
  );
  return held;
}

async function saysNo(held: Held): Promise<Held> {
  await saysYes(held);
  const { addressId } = held;
  await world.app.run(world.org, (ctx) => withdrawConsent(ctx, { addressId, typeId: typeFor(held), source: "phone" }));
  return held;
}

async function isAsked(held: Held): Promise<Held> {
  const { addressId, contactId } = held;
  const asked = { addressId, contactId, typeId: typeFor(held), messageId: newId() };
  expect(await world.app.run(world.org, (ctx) => markRequested(ctx, asked))).toHaveProperty("eventId");
  return held;
}

async function placeOf({ contactId, addressId }: Held): Promise<string> {
  const { addresses } = await world.app.run(world.org, (ctx) => getContact(ctx, contactId));
  return addresses.find((one) => one.addressId === addressId)?.contactAddressId ?? "";
}

async function leaves(held: Held): Promise<Held> {
  const place = await placeOf(held);
  await world.app.run(world.org, (ctx) => removeAddress(ctx, held.contactId, place));
  return held;
}

async function takes({ contactId }: Held, typed: string): Promise<Held> {
  const input = { kind: kindOf(typed), typed, label: "" };
  const { addresses } = await world.app.run(world.org, (ctx) => addAddress(ctx, contactId, input));
  return { contactId, addressId: addresses.at(-1)?.addressId ?? "", typed };
}

/** A change of address, as staff make it. */
async function moves(held: Held, typed = anEmail()): Promise<Held> {
  const there = await takes(held, typed);
  await leaves(held);
  return there;
}

const erased = (held: Held) => world.app.run(world.org, (ctx) => eraseContact(ctx, held.contactId));

async function imported(email: string, number = ""): Promise<string> {
  const file = `Nom;E-mail;Téléphone\nWeber;${email};${number}\n`;
  return (await world.imports.run(file, { people: "clients" })).importId;
}

async function holderOf(typed: string, kind: "email" | "phone" = "email"): Promise<Held> {
  const { body } = await world.staff.request("GET", "/contacts", { query: { search: typed } });
  const [{ contactId }] = body.items;
  const { addresses } = await world.app.run(world.org, (ctx) => getContact(ctx, contactId));
  return { contactId, addressId: addresses.find((one) => one.kind === kind)?.addressId ?? "", typed };
}

async function statusOf(held: Held): Promise<ConsentStatus | undefined> {
  const { types: all } = await world.app.run(world.org, (ctx) => getAddressConsent(ctx, held.addressId));
  return all.find((one) => one.typeId === typeFor(held))?.status;
}

/** What the gate says to a mailing, or to a call. */
async function gateOf(held: Held): Promise<string | undefined> {
  const { addressId, contactId } = held;
  const messageClass = kindOf(held.typed) === "email" ? ("marketing" as const) : ("call" as const);
  const request = { messageId: newId(), addressId, contactId, typeId: typeFor(held), messageClass };
  const [decision] = await world.app.run(world.org, (ctx) => decidePermissions(ctx, [request]));
  return decision?.permission.ground ?? decision?.permission.refusal;
}

const putFirst = async (held: Held) => {
  const contactAddressId = await placeOf(held);
  await world.app.run(world.org, (ctx) => changeAddress(ctx, held.contactId, { contactAddressId, position: 1 }));
};
const undone = (importId: string) => world.imports.undo(importId);

/** What may happen to an address and to the people who have it. */
export const on = {
  ...{ person, saysYes, saysNo, isAsked, leaves, takes, moves, putFirst, erased },
  ...{ imported, undone, holderOf, statusOf, gateOf },
};
