import type { ImportDraft } from "../../../../contracts/contact-imports.ts";
import type { Language } from "../../../../contracts/languages.ts";
import type { ContactFields } from "../contact-form.rules.ts";
import { formCity, formFirstName, formLastName } from "../name-form.rules.ts";
import { foldForSearch } from "../text-form.rules.ts";

export interface FieldChange {
  field: string;
  before: string;
  after: string;
}

export interface MergeRules {
  onExisting: "fill" | "replace";
  tags: string[];
}

export interface Merged {
  fields: ContactFields;
  changes: FieldChange[];
}

interface Named {
  lastName: string;
  firstName: string;
}

/** The fields of a contact that a row makes, as typed: registering puts them into form and keeps the original. */
export function fieldsOfDraft(draft: ImportDraft, tags: string[]): ContactFields {
  const { civility, company, addressLine1, addressLine2, postcode, country, notes, typed } = draft;
  return {
    kind: draft.kind ?? "directory",
    status: draft.status ?? "nc",
    ...{ civility, company, addressLine1, addressLine2, postcode, country, notes },
    lastName: typed.lastName,
    firstName: typed.firstName,
    city: typed.city,
    language: draft.language === "" ? null : (draft.language as Language),
    tags: [...new Set([...draft.tags, ...tags])],
  };
}

const texts = [
  "civility",
  "lastName",
  "firstName",
  "company",
  "addressLine1",
  "addressLine2",
  "postcode",
  "city",
  "country",
] as const;

/**
 * What a row changes in a contact that is already there. An empty cell never empties a field; notes are added to, and
 * tags joined, whatever the mode.
 */
export function mergeDraft(existing: ContactFields, draft: ImportDraft, rules: MergeRules): Merged {
  const wanted = fieldsOfDraft(draft, rules.tags);
  const replaces = rules.onExisting === "replace";
  const fields: ContactFields = {
    ...existing,
    ...mergeTexts(existing, wanted, replaces),
    ...mergeChoices(existing, wanted, replaces),
    tags: [...new Set([...existing.tags, ...wanted.tags])],
    notes: joinNotes(existing.notes, wanted.notes),
  };
  return { fields, changes: compare(existing, fields) };
}

function mergeTexts(existing: ContactFields, wanted: ContactFields, replaces: boolean): Partial<ContactFields> {
  const isTaken = (field: (typeof texts)[number]) =>
    wanted[field] !== "" && (replaces || existing[field] === "") && !isSameText(field, existing[field], wanted[field]);
  return Object.fromEntries(texts.filter(isTaken).map((field) => [field, wanted[field]]));
}

function mergeChoices(existing: ContactFields, wanted: ContactFields, replaces: boolean): Partial<ContactFields> {
  const takesLanguage = wanted.language !== null && (replaces || existing.language === null);
  const takesStatus = wanted.status !== "nc" && (replaces || existing.status === "nc");
  return {
    ...(takesLanguage ? { language: wanted.language } : {}),
    ...(takesStatus ? { status: wanted.status } : {}),
    ...(replaces ? { kind: wanted.kind } : {}),
  };
}

// Names and cities are put into form: another case is no other value.
function isSameText(field: (typeof texts)[number], before: string, after: string): boolean {
  const isFormed = field === "lastName" || field === "firstName" || field === "city";
  return isFormed ? before.toLowerCase() === after.toLowerCase() : before === after;
}

function joinNotes(before: string, added: string): string {
  if (added === "" || before.includes(added)) return before;
  const joined = before === "" ? added : `${before}\n\n${added}`;
  return joined.length > 20_000 ? before : joined;
}

function compare(before: ContactFields, after: ContactFields): FieldChange[] {
  const names = [...texts, "language", "kind", "status", "tags", "notes"] as const;
  return names
    .map((field) => ({ field, before: asShown(field, before), after: asShown(field, after) }))
    .filter((change) => change.before !== change.after);
}

const forms: Partial<Record<keyof ContactFields, (typed: string) => string>> = {
  lastName: formLastName,
  firstName: formFirstName,
  city: formCity,
};

function asShown(field: keyof ContactFields, fields: ContactFields): string {
  const value = fields[field];
  const text = Array.isArray(value) ? value.join(", ") : (value ?? "");
  return forms[field]?.(text) ?? text;
}

/** The same person as far as names tell; what one of them leaves open contradicts nothing. */
export function mayBeSamePerson(one: Named, other: Named): boolean {
  const isOpen = (part: keyof Named) =>
    one[part] === "" || other[part] === "" || foldForSearch(one[part]) === foldForSearch(other[part]);
  return (isOpen("lastName") && isOpen("firstName")) || haveSameNames(one, other);
}

export function haveSameNames(one: Named, other: Named): boolean {
  const [last, first] = [foldForSearch(one.lastName), foldForSearch(one.firstName)];
  const [otherLast, otherFirst] = [foldForSearch(other.lastName), foldForSearch(other.firstName)];
  if (last === "" && first === "") return false;
  return (last === otherLast && first === otherFirst) || (last === otherFirst && first === otherLast);
}

/** The address by which a row is known again: its first e-mail, else its first phone. */
export function matchKeyOf(draft: ImportDraft): string | null {
  const email = draft.addresses.find((address) => address.kind === "email");
  return (email ?? draft.addresses[0])?.value ?? null;
}
