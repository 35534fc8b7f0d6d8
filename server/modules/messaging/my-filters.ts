import type { MessageFilters, SavedMessageFilter } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { deleteFilter, insertFilter, listFilterRows } from "./saved-filters.queries.ts";

/** "My filters" (I27): of one user, seen by nobody else. */
export async function listMyFilters(ctx: Context): Promise<{ items: SavedMessageFilter[] }> {
  return { items: await listFilterRows(ctx, ownerOf(ctx)) };
}

export async function saveMyFilter(
  ctx: Context,
  input: { name: string; filters: MessageFilters },
): Promise<SavedMessageFilter> {
  const filter = { savedFilterId: newId(), ...input };
  if (!(await insertFilter(ctx, { ...filter, userId: ownerOf(ctx) })))
    throw refuse("messaging.filter-exists", { field: "name" });
  return filter;
}

export async function removeMyFilter(ctx: Context, savedFilterId: string): Promise<Record<string, never>> {
  if (!(await deleteFilter(ctx, ownerOf(ctx), savedFilterId))) throw refuse("messaging.filter-not-found");
  return {};
}

function ownerOf(ctx: Context): string {
  return ctx.actor.kind === "user" ? ctx.actor.userId : ctx.orgId;
}
