import type { ChangeShopInput, Shop } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { lockOrganisation } from "./organisations.queries.ts";
import { clearDefaultShop, findShopRow, updateShop } from "./shops.queries.ts";

export async function changeShop(ctx: Context, shopId: string, input: ChangeShopInput): Promise<Shop> {
  await lockOrganisation(ctx);
  const before = await findShopRow(ctx, shopId);
  if (!before) throw refuse("identity.shop-not-found");
  const shop: Shop = {
    shopId,
    name: input.name ?? before.name,
    city: input.city === undefined ? before.city : input.city,
    isDefault: input.isDefault ?? before.isDefault,
  };
  if (shop.isDefault && !before.isDefault) await clearDefaultShop(ctx);
  await updateShop(ctx, shop);
  await recordAudit(ctx, {
    action: "identity.shop-changed",
    subjectKind: "shop",
    subjectId: shopId,
    details: { changed: Object.keys(input) },
  });
  return shop;
}
