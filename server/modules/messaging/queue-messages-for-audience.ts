import type { Basis, MessageClass } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { findTracking } from "../consent/index.ts";
import { actorName } from "./actor-name.rules.ts";
import { setBatchSender } from "./batches.queries.ts";
import { beginCanary } from "./canary/begin-canary.ts";
import { laneOf } from "./message-state.rules.ts";
import { resolveMessageValues } from "./message-values.ts";
import { type Audience, insertMessagesForAudience } from "./messages.queries.ts";
import { wakeLane } from "./wake-lane.ts";

export interface AudienceInput {
  batchId: string;
  senderId: string;
  contentVersionId: string;
  messageClass: Extract<MessageClass, "marketing" | "consent-request" | "service">;
  typeId: string | null;
  /** What stands in for a consent on every message of it (D11). */
  basis?: Basis | undefined;
  /** Of the cause: queueing the same launch twice adds nothing. */
  dedupePrefix?: string;
  /** `SELECT address_id, contact_id, merge_values` from the caller's own tables. */
  audience: Audience;
}

/** All messages of a launch in one statement, in the caller's transaction. Answers how many were queued. */
export async function queueMessagesForAudience(ctx: Context, input: AudienceInput): Promise<{ queued: number }> {
  const { batchId, senderId, contentVersionId, messageClass, typeId } = input;
  const { lane, priority } = laneOf(messageClass, batchId);
  await setBatchSender(ctx, batchId, senderId);
  const queued = await insertMessagesForAudience(ctx, input.audience, {
    messageClass,
    lane,
    origin: messageClass === "consent-request" ? "consent-campaign" : "campaign",
    isAutomatic: false,
    batchId,
    senderId,
    contentVersionId,
    mergeValues: await resolveMessageValues(ctx, { contentVersionId, typeId }),
    typeId,
    basis: input.basis ?? null,
    dedupePrefix: input.dedupePrefix ?? `batch:${batchId}`,
    queuedBy: actorName(ctx.actor),
    notBefore: null,
    maxAgeHours: null,
    trackingTypeId: (await findTracking(ctx))?.typeId ?? null,
  });
  await beginCanary(ctx, { batchId, senderId, queued });
  await wakeLane(ctx, { senderId, lane, priority });
  return { queued };
}
