import type { Context } from "../../platform/context.ts";
import { decide } from "../consent/index.ts";
import { endBatch } from "./end-batch.ts";
import {
  countOnTheirWay,
  eraseRecipient,
  lockWaitingOfAddress,
  stopMessages,
  stopQueuedOfBatch,
} from "./messages.queries.ts";

const chunk = 2_000;

/** True while there may be more. The cancelled batch itself already keeps them from leaving. */
export async function stopBatchMessages(ctx: Context, batchId: string): Promise<boolean> {
  const mayBeMore = (await stopQueuedOfBatch(ctx, batchId, chunk)) === chunk;
  if (!mayBeMore) await endBatch(ctx, batchId);
  return mayBeMore;
}

/** Marks what the gate would refuse now. The gate, not this, is the guarantee; this is for the screens. */
export async function stopRefusedMessages(ctx: Context, addressId: string): Promise<void> {
  const waiting = await lockWaitingOfAddress(ctx, addressId);
  const advice = await decide(
    ctx,
    waiting.map(({ basis, batchId: _batchId, ...request }) => ({ ...request, ...(basis === null ? {} : { basis }) })),
  );
  const refused = advice.flatMap(({ messageId, refusal }) =>
    refusal === null || refusal === "consent.not-now" ? [] : [{ messageId, reason: refusal }],
  );
  if (refused.length > 0) await stopMessages(ctx, refused);
}

/** Answers how many could not be erased yet, because they are on their way. */
export async function eraseContactMessages(ctx: Context, contactId: string): Promise<number> {
  await eraseRecipient(ctx, contactId);
  return countOnTheirWay(ctx, contactId);
}
