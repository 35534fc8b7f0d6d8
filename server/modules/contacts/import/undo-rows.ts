import { addressRemoved, contactErased } from "../../../../contracts/contacts.ts";
import type { Context } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import { type ContactAddressRow, listContactAddresses, markAddressesRemoved } from "../addresses.queries.ts";
import { blankPeople } from "../blank-people.ts";
import { type ContactRow, lockContactRows } from "../contacts.queries.ts";
import { type ContactToWrite, writeContacts } from "../write-contacts.ts";
import { type ImportChangeRow, listChangesToUndo, markUndone, type Undone } from "./import-changes.queries.ts";

/** Undoes the next changes of an import; false when none are left. Contacts changed since are kept as they are. */
export async function undoRows(ctx: Context, importId: string): Promise<boolean> {
  const changes = await listChangesToUndo(ctx, importId, 200);
  if (changes.length === 0) return false;
  const rows = await lockContactRows(
    ctx,
    changes.map((change) => change.contactId),
  );
  const byId = new Map(rows.map((row) => [row.contactId, row]));
  const decided = changes.map((change) => ({ change, undone: decide(change, byId.get(change.contactId)) }));
  const removed = decided.filter(({ undone }) => undone === "removed").map(({ change }) => change.contactId);
  if (removed.length > 0) await removeContacts(ctx, removed);
  await restoreContacts(
    ctx,
    decided.filter(({ undone }) => undone === "restored").map(({ change }) => change),
  );
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

async function removeContacts(ctx: Context, contactIds: string[]): Promise<void> {
  await blankPeople(ctx, contactIds, async ({ current, orphaned }) => {
    for (const { contactId, addressId } of current) await publish(ctx, addressRemoved, { contactId, addressId });
    const gone = new Map(orphaned.map((address) => [address.addressId, address]));
    const byContact = Map.groupBy(current, (address) => address.contactId);
    for (const contactId of contactIds) {
      const addresses = (byContact.get(contactId) ?? []).flatMap(({ addressId }) => gone.get(addressId) ?? []);
      await publish(ctx, contactErased, { contactId, addresses });
    }
  });
}

async function restoreContacts(ctx: Context, changes: ImportChangeRow[]): Promise<void> {
  if (changes.length === 0) return;
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
  for (const { contactId, addressId } of leaving) await publish(ctx, addressRemoved, { contactId, addressId });
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
