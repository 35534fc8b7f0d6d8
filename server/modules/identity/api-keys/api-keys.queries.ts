import { sql } from "kysely";
import type { ApiKey, Policy } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";

export interface NewApiKey {
  apiKeyId: string;
  name: string;
  prefix: string;
  secretHash: Buffer;
  policies: Policy[];
}

export async function insertApiKey(ctx: Context, key: NewApiKey): Promise<void> {
  await sql`
    INSERT INTO identity.api_keys (org_id, api_key_id, name, prefix, secret_hash, policies)
    VALUES (${ctx.orgId}, ${key.apiKeyId}, ${key.name}, ${key.prefix}, ${key.secretHash}, ${key.policies}::text[])
    `.execute(ctx.tx);
}

export interface UsableApiKey {
  apiKeyId: string;
  name: string;
  policies: Policy[];
  isUsedLongAgo: boolean;
}

export async function findUsableApiKey(ctx: Context, secretHash: Buffer): Promise<UsableApiKey | undefined> {
  const { rows } = await sql<UsableApiKey>`
    SELECT api_key_id AS "apiKeyId", name, policies,
           coalesce(last_used_at < platform.current_time() - interval '1 minute', true) AS "isUsedLongAgo"
    FROM identity.api_keys
    WHERE org_id = ${ctx.orgId} AND secret_hash = ${secretHash} AND revoked_at IS NULL`.execute(ctx.tx);
  return rows[0];
}

export async function touchApiKey(ctx: Context, apiKeyId: string): Promise<void> {
  await sql`
    UPDATE identity.api_keys SET last_used_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND api_key_id = ${apiKeyId}`.execute(ctx.tx);
}

export type ApiKeyRow = Omit<ApiKey, "createdAt" | "lastUsedAt" | "revokedAt"> & {
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** Newest first, revoked ones too: somebody may look for what a key of last year was. */
export async function listApiKeyRows(ctx: Context): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    SELECT api_key_id AS "apiKeyId", name, prefix, policies, created_at AS "createdAt",
           last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
    FROM identity.api_keys WHERE org_id = ${ctx.orgId}
    ORDER BY created_at DESC, api_key_id DESC LIMIT 1000`.execute(ctx.tx);
  return rows;
}

/** False when there is no such key. Revoking twice is once. */
export async function revokeApiKeyRow(ctx: Context, apiKeyId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE identity.api_keys SET revoked_at = coalesce(revoked_at, platform.current_time())
    WHERE org_id = ${ctx.orgId} AND api_key_id = ${apiKeyId}`.execute(ctx.tx);
  return numAffectedRows === 1n;
}
