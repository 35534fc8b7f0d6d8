import type { AddShopInput, Shop } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { recordAudit } from "../../audit/index.ts";
import { lockOrganisation } from "./organisations.queries.ts";
import { insertShop, listShopRows } from "./shops.queries.ts";

/** The first shop of an organisation is its default one. */
export async function addShop(ctx: Context, input: AddShopInput): Promise<Shop> {
  await lockOrganisation(ctx);
  const isDefault = (await listShopRows(ctx)).length === 0;
  const shop: Shop = { shopId: newId(), name: input.name, city: input.city ?? null, isDefault };
  await insertShop(ctx, shop);
  await recordAudit(ctx, { action: "identity.shop-added", subjectKind: "shop", subjectId: shop.shopId });
  return shop;
}
