import type { Policy } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { recordAudit } from "../../audit/index.ts";
import { hashSecret, makeSecret } from "../sessions/secret-token.ts";
import { apiKeyPrefix, writeApiKey } from "./api-key.rules.ts";
import { insertApiKey } from "./api-keys.queries.ts";

/** The key itself is in the answer and nowhere else. */
export async function createApiKey(
  ctx: Context,
  input: { name: string; policies: Policy[] },
): Promise<{ apiKeyId: string; key: string }> {
  const apiKeyId = newId();
  const secret = makeSecret();
  await insertApiKey(ctx, { apiKeyId, ...input, prefix: apiKeyPrefix(secret), secretHash: hashSecret(secret) });
  await recordAudit(ctx, {
    action: "identity.api-key-created",
    subjectKind: "api-key",
    subjectId: apiKeyId,
    details: { policies: input.policies },
  });
  return { apiKeyId, key: writeApiKey(ctx.orgId, secret) };
}
