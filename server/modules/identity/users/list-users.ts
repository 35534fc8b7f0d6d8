import type { ListQuery, Page } from "../../../../contracts/common.ts";
import type { User } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { presentUser } from "./present-user.ts";
import { countUserRows, listUserRows } from "./users.queries.ts";

export async function listUsers(ctx: Context, query: ListQuery): Promise<Page<User>> {
  const filter = { search: query.search ?? null, after: query.cursor ?? null, limit: query.limit };
  const rows = await listUserRows(ctx, filter);
  return {
    items: rows.map(presentUser),
    total: await countUserRows(ctx, filter),
    nextCursor: rows.length === query.limit ? (rows.at(-1)?.emailKey ?? null) : null,
  };
}
