import type { ImportDraft } from "../../../../contracts/contact-imports.ts";
import { addressesImported } from "../../../../contracts/contacts.ts";
import type { Context } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import { registerContacts } from "../register-contacts.ts";
import { changePlanned } from "./change-planned.ts";
import { type ImportChangeRow, recordImportChanges } from "./import-changes.queries.ts";
import { type DoneRow, listRowsToDo, type RowToDo, writeDoneRows } from "./import-rows.queries.ts";
import type { ImportFileRow } from "./imports.queries.ts";
import { loadPlanState } from "./load-plan-state.ts";
import { fieldsOfDraft } from "./merge-draft.rules.ts";
import { planRow, type RowPlan } from "./plan-row.rules.ts";
import { tellRefusals } from "./tell-refusals.ts";

interface PlannedRow {
  row: RowToDo & { draft: ImportDraft };
  plan: RowPlan;
}

const chunk = 1000;

/** Imports the next rows, all of them or none; false when there were none. What others changed meanwhile is respected. */
export async function runRows(ctx: Context, file: ImportFileRow): Promise<boolean> {
  const rows = await listRowsToDo(ctx, file.importId, chunk);
  if (rows.length === 0) return false;
  const active = rows.filter(isActive);
  const state = await loadPlanState(
    ctx,
    file.importId,
    active.map((row) => row.draft),
  );
  const planned = active.map((row): PlannedRow => ({ row, plan: planRow(row.draft, state, file) }));
  const created = await createPlanned(ctx, file, planned);
  const changed = await changePlanned(
    ctx,
    [...state.contacts.values()].filter((contact) => contact.isChanged),
  );
  await recordImportChanges(ctx, file.importId, [...created.changes, ...changed.changes]);
  const items = [...created.links, ...changed.links];
  if (items.length > 0) await publish(ctx, addressesImported, { importId: file.importId, items });
  await tellRefusals(ctx, file, rows);
  await writeDoneRows(ctx, file.importId, doneRows(rows, planned, created.contactIds));
  return true;
}

function isActive(row: RowToDo): row is PlannedRow["row"] {
  return row.draft !== null && row.outcome !== "refused" && row.outcome !== "duplicate";
}

interface Created {
  changes: ImportChangeRow[];
  links: { contactId: string; addressId: string }[];
  contactIds: Map<number, string>;
}

async function createPlanned(ctx: Context, file: ImportFileRow, planned: PlannedRow[]): Promise<Created> {
  const fresh = planned.filter(({ plan }) => plan.outcome === "new").map(({ row }) => row);
  const registered = await registerContacts(
    ctx,
    fresh.map(({ draft }) => ({ fields: fieldsOfDraft(draft, file.tags), addresses: draft.addresses })),
    { kind: "import", importId: file.importId, source: file.source, by: file.declaredBy },
  );
  const contactIds = registered.map(({ contactId }, index): [number, string] => [fresh[index]?.line ?? 0, contactId]);
  return {
    changes: registered.map(({ contactId }) => ({
      contactId,
      change: "created",
      before: null,
      addedAddresses: [],
      versionAfter: 1,
    })),
    links: registered.flatMap(({ contactId, addressIds }) => addressIds.map((addressId) => ({ contactId, addressId }))),
    contactIds: new Map(contactIds),
  };
}

function doneRows(rows: RowToDo[], planned: PlannedRow[], contactIds: Map<number, string>): DoneRow[] {
  const plans = new Map(planned.map(({ row, plan }) => [row.line, plan]));
  return rows.map(({ line, outcome }) => {
    const plan = plans.get(line);
    if (!plan) return { line, outcome, contactId: null, changes: [] };
    return { line, outcome: plan.outcome, contactId: contactIds.get(line) ?? plan.contactId, changes: plan.changes };
  });
}
