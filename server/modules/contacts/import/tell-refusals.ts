import type { z } from "zod";
import type { ImportDraft } from "../../../../contracts/contact-imports.ts";
import { importRowRefusal } from "../../../../contracts/contacts.ts";
import type { Context } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import { type AddressHolder, listAddressHolders } from "./import-matches.queries.ts";
import type { RowToDo } from "./import-rows.queries.ts";
import type { ImportFileRow } from "./imports.queries.ts";

type Item = z.infer<typeof importRowRefusal.payload>["items"][number];

interface Wanted {
  kind: "email" | "phone";
  value: string;
  reason: Item["reason"];
  date: string | null;
}

/** Tells what the rows lower: people who said no elsewhere. Duplicates count too; whoever is not registered does not. */
export async function tellRefusals(ctx: Context, file: ImportFileRow, rows: RowToDo[]): Promise<void> {
  const wanted = rows.flatMap(({ draft }) => (draft ? refusalsOf(draft) : []));
  const items: Item[] = [];
  for (const kind of ["email", "phone"] as const) {
    const ofKind = wanted.filter((one) => one.kind === kind);
    if (ofKind.length > 0) items.push(...(await findHolders(ctx, kind, ofKind)));
  }
  if (items.length === 0) return;
  const source = [file.tool === "other" ? "" : file.tool, file.source].filter((part) => part !== "").join(": ");
  await publish(ctx, importRowRefusal, { importId: file.importId, source: source || file.fileName, items });
}

function refusalsOf(draft: ImportDraft): Wanted[] {
  return draft.refusals.flatMap(({ kind, reason, date }) =>
    draft.addresses.filter((address) => address.kind === kind).map(({ value }) => ({ kind, value, reason, date })),
  );
}

async function findHolders(ctx: Context, kind: "email" | "phone", wanted: Wanted[]): Promise<Item[]> {
  const holders = await listAddressHolders(ctx, kind, [...new Set(wanted.map((one) => one.value))]);
  const byValue = new Map(holders.map((holder): [string, AddressHolder] => [holder.value, holder]));
  return wanted.flatMap(({ value, reason, date }) => {
    const holder = byValue.get(value);
    return holder ? [{ addressId: holder.addressId, contactId: holder.contactId, reason, date }] : [];
  });
}
