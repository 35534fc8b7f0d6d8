import type { Actor, Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { insertEntry } from "./audit.queries.ts";

export interface AuditInput {
  /** `module.what-happened`, in the past tense. */
  action: string;
  subjectKind: string;
  subjectId?: string | null;
  /** Ids, codes and counts. Never a secret, and no content of a message. */
  details?: Record<string, unknown>;
}

/** Adds to the record of who did what, in the transaction of the deed: neither stands without the other. */
export async function recordAudit(ctx: Context, input: AuditInput): Promise<void> {
  await insertEntry(ctx, {
    entryId: newId(),
    ...describe(ctx.actor),
    action: input.action,
    subjectKind: input.subjectKind,
    subjectId: input.subjectId ?? null,
    details: { ...input.details, ...reasonOf(ctx.actor) },
  });
}

function describe(actor: Actor) {
  switch (actor.kind) {
    case "user":
      return { actorKind: actor.kind, actorId: actor.userId, actorName: actor.name };
    case "api-key":
      return { actorKind: actor.kind, actorId: actor.apiKeyId, actorName: actor.name };
    case "person":
      return { actorKind: actor.kind, actorId: actor.addressId, actorName: null };
    case "system":
    case "operator":
      return { actorKind: actor.kind, actorId: null, actorName: actor.name };
    default:
      return actor satisfies never;
  }
}

function reasonOf(actor: Actor): Record<string, unknown> {
  return actor.kind === "operator" ? { reason: actor.reason } : {};
}
