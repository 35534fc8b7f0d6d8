import type { ImportDraft, ImportOutcome, ImportPeople } from "../../../../contracts/contact-imports.ts";
import type { AddressKind } from "../../../../contracts/contacts.ts";
import type { ContactFields } from "../contact-form.rules.ts";
import { type FieldChange, haveSameNames, type MergeRules, mayBeSamePerson, mergeDraft } from "./merge-draft.rules.ts";

/** A contact that has one of the rows' addresses, from before this import. */
export interface Holder {
  kind: AddressKind;
  value: string;
  contactId: string;
  lastName: string;
  firstName: string;
}

type DraftAddress = ImportDraft["addresses"][number];

/** A contact as it will be after the rows that were planned so far. */
export interface WorkingContact {
  contactId: string;
  before: ContactFields;
  fields: ContactFields;
  version: number;
  addresses: { kind: AddressKind; value: string; position: number }[];
  added: DraftAddress[];
  isChanged: boolean;
}

export interface PlanState {
  holders: Map<string, Holder[]>;
  contacts: Map<string, WorkingContact>;
}

export interface PlanRules extends MergeRules {
  people: ImportPeople;
}

export interface RowPlan {
  outcome: ImportOutcome;
  contactId: string | null;
  changes: FieldChange[];
  /** D19: others, by another name, have one of its addresses. */
  isShared: boolean;
}

/** What one row does to the contacts of `state`, which it brings up to date for the rows after it. */
export function planRow(draft: ImportDraft, state: PlanState, rules: PlanRules): RowPlan {
  if (rules.people === "list") return planListed(draft, state, rules);
  const { contactId, isShared } = findPerson(draft, state.holders);
  const contact = contactId === undefined ? undefined : state.contacts.get(contactId);
  if (!contact) return { outcome: "new", contactId: null, changes: [], isShared };
  const { fields, changes } = mergeDraft(contact.fields, draft, rules);
  const added = draft.addresses.filter((address) => !holds(contact, address));
  take(contact, fields, added);
  const all = [...changes, ...added.map(({ kind, value }) => ({ field: kind, before: "", after: value }))];
  if (all.length > 0) contact.isChanged = true;
  return { outcome: all.length > 0 ? "update" : "same", contactId: contact.contactId, changes: all, isShared: false };
}

// D10: a list registers nobody. Those who are already ours may be tagged; the others stay external.
function planListed(draft: ImportDraft, state: PlanState, rules: PlanRules): RowPlan {
  const holder = draft.addresses.flatMap((address) => state.holders.get(holderKey(address)) ?? [])[0];
  const contact = holder && state.contacts.get(holder.contactId);
  if (!contact) return { outcome: "external", contactId: null, changes: [], isShared: false };
  const tags = [...new Set([...contact.fields.tags, ...rules.tags])];
  if (tags.length > contact.fields.tags.length) contact.isChanged = true;
  const change = { field: "tags", before: contact.fields.tags.join(", "), after: tags.join(", ") };
  const changes = change.before === change.after ? [] : [change];
  contact.fields = { ...contact.fields, tags };
  return { outcome: "registered", contactId: contact.contactId, changes, isShared: false };
}

/** An e-mail finds a person whose name does not contradict; a phone, which families share, one with the same name. */
function findPerson(draft: ImportDraft, holders: Map<string, Holder[]>): { contactId?: string; isShared: boolean } {
  const of = (kind: AddressKind) =>
    draft.addresses
      .filter((address) => address.kind === kind)
      .flatMap((address) => holders.get(holderKey(address)) ?? []);
  const byEmail = of("email");
  const found =
    byEmail.find((holder) => haveSameNames(draft, holder)) ??
    of("phone").find((holder) => haveSameNames(draft, holder)) ??
    byEmail.find((holder) => mayBeSamePerson(draft, holder));
  if (found) return { contactId: found.contactId, isShared: false };
  return { isShared: byEmail.length > 0 || of("phone").length > 0 };
}

function holds(contact: WorkingContact, address: DraftAddress): boolean {
  return contact.addresses.some((held) => held.kind === address.kind && held.value === address.value);
}

function take(contact: WorkingContact, fields: ContactFields, added: DraftAddress[]): void {
  contact.fields = fields;
  for (const address of added) {
    const positions = contact.addresses.filter((held) => held.kind === address.kind).map((held) => held.position);
    contact.addresses.push({ kind: address.kind, value: address.value, position: 1 + Math.max(0, ...positions) });
    contact.added.push(address);
  }
}

export function holderKey({ kind, value }: { kind: AddressKind; value: string }): string {
  return `${kind}:${value}`;
}
