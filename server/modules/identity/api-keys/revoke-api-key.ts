import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { revokeApiKeyRow } from "./api-keys.queries.ts";

/** The next request with this key is refused. */
export async function revokeApiKey(ctx: Context, apiKeyId: string): Promise<void> {
  if (!(await revokeApiKeyRow(ctx, apiKeyId))) throw refuse("identity.api-key-not-found");
  await recordAudit(ctx, { action: "identity.api-key-revoked", subjectKind: "api-key", subjectId: apiKeyId });
}
