import type { ApiKey } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { listApiKeyRows } from "./api-keys.queries.ts";

export async function listApiKeys(ctx: Context): Promise<{ items: ApiKey[] }> {
  const rows = await listApiKeyRows(ctx);
  return {
    items: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      revokedAt: row.revokedAt?.toISOString() ?? null,
    })),
  };
}
