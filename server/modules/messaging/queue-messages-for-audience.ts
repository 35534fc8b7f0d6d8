import type { Basis, MessageClass } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { findTracking } from "../consent/index.ts";
import { actorName } from "./actor-name.rules.ts";
import { holdBatchSender, setBatchSender, setToQueue } from "./batches.queries.ts";
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
  /** Given, these are a few thousand recipients of more, who come in several transactions. */
  slice?: Slice;
  /** `SELECT address_id, contact_id` from the caller's own tables. */
  audience: Audience;
}

/** The launch does not end while others follow, and they count as waiting. */
export interface Slice {
  isFirst: boolean;
  /** Of so many that to read all contacts for it would be a waste. */
  isSmallPart: boolean;
  /** So many recipients come after these. */
  toFollow: number;
  /** Who launched it; a job queues what comes after the first slice. */
  queuedBy: string;
}

/** All messages of a launch, or of a slice, in one statement, in the caller's transaction. Answers how many were queued. */
export async function queueMessagesForAudience(ctx: Context, input: AudienceInput): Promise<{ queued: number }> {
  const { batchId, contentVersionId, messageClass, typeId, slice } = input;
  const { lane, priority } = laneOf(messageClass, batchId);
  const senderId = await senderOf(ctx, input);
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
    queuedBy: slice?.queuedBy ?? actorName(ctx.actor),
    notBefore: null,
    maxAgeHours: null,
    trackingTypeId: (await findTracking(ctx))?.typeId ?? null,
    isSmallPart: slice?.isSmallPart ?? false,
  });
  const { isFirst = true, toFollow = 0 } = slice ?? {};
  if (isFirst) await beginCanary(ctx, { batchId, senderId, queued: queued + toFollow });
  if (slice) await setToQueue(ctx, batchId, toFollow);
  await wakeLane(ctx, { senderId, lane, priority });
  return { queued };
}

/** What follows leaves as the first ones do, by another sender too if they were moved there meanwhile. */
async function senderOf(ctx: Context, { batchId, senderId, slice }: AudienceInput): Promise<string> {
  if (slice && !slice.isFirst) return (await holdBatchSender(ctx, batchId)) ?? senderId;
  await setBatchSender(ctx, batchId, senderId);
  return senderId;
}
