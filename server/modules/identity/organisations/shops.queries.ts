import { sql } from "kysely";
import type { Shop } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";

export async function insertShop(ctx: Context, shop: Shop): Promise<void> {
  await sql`
    INSERT INTO identity.shops (org_id, shop_id, name, city, is_default)
    VALUES (${ctx.orgId}, ${shop.shopId}, ${shop.name}, ${shop.city}, ${shop.isDefault})`.execute(ctx.tx);
}

/** The default first, then by name. */
export async function listShopRows(ctx: Context): Promise<Shop[]> {
  const { rows } = await sql<Shop>`
    SELECT shop_id AS "shopId", name, city, is_default AS "isDefault" FROM identity.shops
    WHERE org_id = ${ctx.orgId} ORDER BY is_default DESC, name, shop_id LIMIT 1000`.execute(ctx.tx);
  return rows;
}

export async function findShopRow(ctx: Context, shopId: string): Promise<Shop | undefined> {
  const { rows } = await sql<Shop>`
    SELECT shop_id AS "shopId", name, city, is_default AS "isDefault" FROM identity.shops
    WHERE org_id = ${ctx.orgId} AND shop_id = ${shopId} FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

export async function updateShop(ctx: Context, shop: Shop): Promise<void> {
  await sql`
    UPDATE identity.shops SET name = ${shop.name}, city = ${shop.city}, is_default = ${shop.isDefault}
    WHERE org_id = ${ctx.orgId} AND shop_id = ${shop.shopId}`.execute(ctx.tx);
}

export async function clearDefaultShop(ctx: Context): Promise<void> {
  await sql`UPDATE identity.shops SET is_default = false WHERE org_id = ${ctx.orgId} AND is_default`.execute(ctx.tx);
}
