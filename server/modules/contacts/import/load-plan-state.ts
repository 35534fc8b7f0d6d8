import type { ImportDraft } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { listContactAddresses } from "../addresses.queries.ts";
import { typedFieldsOf } from "../contact-form.rules.ts";
import { lockContactRows } from "../contacts.queries.ts";
import { listMatches } from "./import-matches.queries.ts";
import { type Holder, holderKey, type PlanState, type WorkingContact } from "./plan-row.rules.ts";

/** The contacts that the rows of one chunk may change, locked until the commit. */
export async function loadPlanState(ctx: Context, importId: string, drafts: ImportDraft[]): Promise<PlanState> {
  const holders = await matchesOf(ctx, importId, drafts);
  const contactIds = [...new Set(holders.map((holder) => holder.contactId))];
  const rows = contactIds.length === 0 ? [] : await lockContactRows(ctx, contactIds);
  const addresses = contactIds.length === 0 ? [] : await listContactAddresses(ctx, contactIds);
  const byContact = Map.groupBy(addresses, (address) => address.contactId);
  const contacts = rows.map((row): [string, WorkingContact] => {
    const fields = typedFieldsOf(row);
    const held = byContact.get(row.contactId) ?? [];
    return [
      row.contactId,
      {
        contactId: row.contactId,
        before: fields,
        fields,
        version: row.version,
        addresses: held.map(({ kind, value, position }) => ({ kind, value, position })),
        added: [],
        isChanged: false,
      },
    ];
  });
  return { holders: Map.groupBy(holders, holderKey), contacts: new Map(contacts) };
}

async function matchesOf(ctx: Context, importId: string, drafts: ImportDraft[]): Promise<Holder[]> {
  const found: Holder[] = [];
  for (const kind of ["email", "phone"] as const) {
    const all = drafts.flatMap((draft) => draft.addresses.filter((address) => address.kind === kind));
    const values = [...new Set(all.map((address) => address.value))];
    if (values.length > 0) found.push(...(await listMatches(ctx, { importId, kind, values })));
  }
  return found;
}
