import { importUndone } from "../../../../contracts/contacts.ts";
import type { Context } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import { type ContactAddressRow, listContactAddresses, markAddressesRemoved } from "../addresses.queries.ts";
import { blankPeople } from "../blank-people.ts";
import { type ContactRow, lockContactRows } from "../contacts.queries.ts";
import { type ContactToWrite, writeContacts } from "../write-contacts.ts";
import { type ImportChangeRow, listChangesToUndo, markUndone, type Undone } from "./import-changes.queries.ts";

/** Undoes the next changes of an import; false when none are left. Contacts changed since are kept as they are. */
export async function undoRows(ctx: Context, importId: string): Promise<boolean> {
  const changes = await listChangesToUndo(ctx, importId, 500);
  if (changes.length === 0) return false;
  const rows = await lockContactRows(
    ctx,
    changes.map((change) => change.contactId),
  );
  const byId = new Map(rows.map((row) => [row.contactId, row]));
  const decided = changes.map((change) => ({ change, undone: decide(change, byId.get(change.contactId)) }));
  const removed = decided.filter(({ undone }) => undone === "removed").map(({ change }) => change.contactId);
  const restored = decided.filter(({ undone }) => undone === "restored").map(({ change }) => change);
  if (removed.length > 0) await removeContacts(ctx, importId, removed);
  if (restored.length > 0) await restoreContacts(ctx, importId, restored);
  await markUndone(
    ctx,
    importId,
    decided.map(({ change, undone }) => ({ contactId: change.contactId, undone })),
  );
  return true;
}

function decide(change: ImportChangeRow, row: ContactRow | undefined): Undone {
  if (!row || row.version !== change.versionAfter) return "kept";
  if (change.change === "created") return "removed";
  return change.before ? "restored" : "kept";
}

async function removeContacts(ctx: Context, importId: string, contactIds: string[]): Promise<void> {
  await blankPeople(ctx, contactIds, ({ current, orphaned }) =>
    publish(ctx, importUndone, { importId, removed: linksOf(current), erased: contactIds, addresses: orphaned }),
  );
}

function linksOf(addresses: ContactAddressRow[]): { contactId: string; addressId: string }[] {
  return addresses.map(({ contactId, addressId }) => ({ contactId, addressId }));
}

async function restoreContacts(ctx: Context, importId: string, changes: ImportChangeRow[]): Promise<void> {
  const held = await listContactAddresses(
    ctx,
    changes.map((change) => change.contactId),
  );
  const byContact = Map.groupBy(held, (address) => address.contactId);
  const restored = changes.map((change) => splitAddresses(change, byContact.get(change.contactId) ?? []));
  const leaving = restored.flatMap((one) => one.leaving);
  await markAddressesRemoved(
    ctx,
    leaving.map((address) => address.contactAddressId),
  );
  await writeContacts(
    ctx,
    restored.map((one) => one.written),
  );
  if (leaving.length > 0)
    await publish(ctx, importUndone, { importId, removed: linksOf(leaving), erased: [], addresses: [] });
}

function splitAddresses(
  change: ImportChangeRow,
  held: ContactAddressRow[],
): { leaving: ContactAddressRow[]; written: ContactToWrite } {
  const { before, contactId, addedAddresses } = change;
  if (!before) throw new Error(`nothing to restore of contact ${contactId}`);
  const leaving = held.filter((address) => addedAddresses.includes(address.addressId));
  const addresses = held.filter((address) => !leaving.includes(address));
  return { leaving, written: { contactId, fields: before, addresses } };
}
