import type { Context } from "../../../platform/context.ts";
import { type AdministratorRow, listAdministratorRows } from "./users.queries.ts";

/** Who must be told when something concerns the whole organisation. */
export async function listAdministrators(ctx: Context): Promise<AdministratorRow[]> {
  return listAdministratorRows(ctx);
}
