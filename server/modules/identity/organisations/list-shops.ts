import type { Shop } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { listShopRows } from "./shops.queries.ts";

export async function listShops(ctx: Context): Promise<{ items: Shop[] }> {
  return { items: await listShopRows(ctx) };
}
