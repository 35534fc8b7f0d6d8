import type { SavedFilter } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { checkReferences } from "./check-references.ts";
import {
  deleteSavedFilter,
  listSavedFilterRows,
  type SavedFilterRow,
  upsertSavedFilter,
} from "./saved-filters.queries.ts";

export async function listSavedFilters(ctx: Context): Promise<{ items: SavedFilter[] }> {
  return { items: (await listSavedFilterRows(ctx)).map(present) };
}

export async function saveFilter(ctx: Context, input: Pick<SavedFilter, "name" | "filter">): Promise<SavedFilter> {
  await checkReferences(ctx, input);
  return present(await upsertSavedFilter(ctx, { savedFilterId: newId(), ...input }));
}

export async function removeSavedFilter(ctx: Context, savedFilterId: string): Promise<void> {
  if (!(await deleteSavedFilter(ctx, savedFilterId))) throw refuse("campaigns.filter-not-found");
}

function present(row: SavedFilterRow): SavedFilter {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
