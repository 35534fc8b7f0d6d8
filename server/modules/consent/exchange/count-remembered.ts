import type { Context } from "../../../platform/context.ts";
import { countRememberedRows } from "./export.queries.ts";

/** People who were erased, or never were contacts, and must get nothing when they come. */
export async function countRemembered(ctx: Context): Promise<{ count: number }> {
  return { count: await countRememberedRows(ctx) };
}
