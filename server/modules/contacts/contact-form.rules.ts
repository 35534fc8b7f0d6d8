import type { AddressKind, ContactKind, ContactStatus } from "../../../contracts/contacts.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { ContactRow } from "./contacts.queries.ts";
import { displayName, formCity, formFirstName, formLastName } from "./name-form.rules.ts";
import { phoneSearchKeys, renderForReading } from "./phone-number.rules.ts";
import { foldForSearch, tidyLine, tidyParagraphs } from "./text-form.rules.ts";

/** What people enter about a contact, addresses apart. */
export interface ContactFields {
  kind: ContactKind;
  status: ContactStatus;
  civility: string;
  lastName: string;
  firstName: string;
  company: string;
  addressLine1: string;
  addressLine2: string;
  postcode: string;
  city: string;
  country: string;
  language: Language | null;
  tags: string[];
  notes: string;
}

/** The fields in the form in which they are kept (X74, X75), with what was typed where that differs. */
export interface FormedContact extends ContactFields {
  typedLastName: string;
  typedFirstName: string;
  typedCity: string;
}

export interface HeldAddress {
  kind: AddressKind;
  value: string;
}

export function formContact(fields: ContactFields): FormedContact {
  const lastName = formLastName(fields.lastName);
  const firstName = formFirstName(fields.firstName);
  const city = formCity(fields.city);
  return {
    ...fields,
    civility: tidyLine(fields.civility),
    lastName,
    firstName,
    company: tidyLine(fields.company),
    addressLine1: tidyLine(fields.addressLine1),
    addressLine2: tidyLine(fields.addressLine2),
    postcode: tidyLine(fields.postcode),
    city,
    country: tidyLine(fields.country),
    tags: [...new Set(fields.tags.map(tidyLine).filter((tag) => tag !== ""))],
    notes: tidyParagraphs(fields.notes),
    typedLastName: original(fields.lastName, lastName),
    typedFirstName: original(fields.firstName, firstName),
    typedCity: original(fields.city, city),
  };
}

function original(typed: string, formed: string): string {
  const tidied = tidyLine(typed);
  return tidied === formed ? "" : tidied;
}

/** Everything that is computed from a contact and kept beside it to find and sort it. */
export interface DerivedFields {
  displayName: string;
  sortKey: string;
  cityKey: string;
  searchText: string;
  searchNotes: string;
  searchKeys: string[];
}

export function deriveFields(contact: ContactFields, addresses: HeldAddress[]): DerivedFields {
  const shown = displayName(contact, addresses[0] ? renderAddress(addresses[0]) : "");
  const words = [contact.lastName, contact.firstName, contact.company, contact.city].map(foldForSearch);
  const phones = addresses.filter(({ kind }) => kind === "phone").flatMap(({ value }) => phoneSearchKeys(value));
  const emails = addresses.filter(({ kind }) => kind === "email").map(({ value }) => value);
  return {
    displayName: shown,
    sortKey: foldForSearch(shown),
    cityKey: foldForSearch(contact.city),
    searchText: [...words, ...emails, ...phones].filter((text) => text !== "").join("\n"),
    searchNotes: foldForSearch(contact.notes),
    searchKeys: longest([...words.flatMap(beginnings), ...phones]).slice(0, 60),
  };
}

/** Without those that begin another one: whoever looks for "jean" looks for what begins with it. */
function longest(keys: string[]): string[] {
  const all = [...new Set(keys)];
  return all.filter((key) => !all.some((other) => other !== key && other.startsWith(key)));
}

// "jean-pierre" is found by "jean-p" and by "pierre".
function beginnings(text: string): string[] {
  const words = text.split(" ");
  const parts = words.flatMap((word) => word.split(/[-'’.,&/()]+/u));
  return [...words, ...parts].filter((word) => word !== "").map((word) => word.slice(0, 60));
}

export function renderAddress(address: HeldAddress): string {
  return address.kind === "phone" ? renderForReading(address.value) : address.value;
}

/** Somebody: a name, a company or a way to reach them. */
export function isSomebody(contact: ContactFields, addressCount: number): boolean {
  return addressCount > 0 || contact.lastName !== "" || contact.firstName !== "" || contact.company !== "";
}

/** The fields as they were typed: putting into form begins anew from them, so that the original is not lost by a change. */
export function typedFieldsOf(row: ContactRow): ContactFields {
  const { kind, status, civility, company, addressLine1, addressLine2, postcode, country, language, tags, notes } = row;
  return {
    ...{ kind, status, civility, company, addressLine1, addressLine2, postcode, country, language, tags, notes },
    lastName: row.typedLastName || row.lastName,
    firstName: row.typedFirstName || row.firstName,
    city: row.typedCity || row.city,
  };
}
