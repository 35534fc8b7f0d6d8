import { addressSuppressed, consentWithdrawn } from "../../../contracts/consent.ts";
import { addressRemoved, contactErased, importUndone } from "../../../contracts/contacts.ts";
import { senderChanged } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { isRefusal } from "../../platform/errors.ts";
import { type Subscription, subscribe } from "../../platform/events.ts";
import { queueJob } from "../../platform/queue.ts";
import { findTracking } from "../consent/index.ts";
import { getSender } from "../senders/index.ts";
import { clearRest } from "./dispatch/sender-queue.queries.ts";
import { forgetDomainRests } from "./domain-rests.queries.ts";
import { hastenSender } from "./lanes.queries.ts";
import { hasWaiting } from "./messages.queries.ts";
import { listTouchedByMessages } from "./messages-of-contacts.queries.ts";
import { eraseContactJob, stopRefusedJob } from "./messaging.jobs.ts";
import { moveWaitingMessages } from "./move-waiting-messages.ts";
import { clearMarks } from "./tracking/tracking.queries.ts";

/** Marking is later work: whoever says no must never wait for it, and the gate does not need it. */
export const messagingSubscriptions: Subscription[] = [
  subscribe(consentWithdrawn, async (ctx, { addressId, typeId }) => {
    if ((await findTracking(ctx))?.typeId === typeId) return clearMarks(ctx, addressId);
    return stopRefusedLater(ctx, addressId);
  }),
  subscribe(addressSuppressed, (ctx, { addressId }) => stopRefusedLater(ctx, addressId)),
  subscribe(addressRemoved, (ctx, { addressId }) => stopRefusedLater(ctx, addressId)),
  subscribe(contactErased, (ctx, { contactId }) => queueJob(ctx, eraseContactJob, { orgId: ctx.orgId, contactId })),
  subscribe(importUndone, async (ctx, { erased, removed }) => {
    const touched = await listTouchedByMessages(ctx, {
      contactIds: erased,
      addressIds: removed.map((one) => one.addressId),
    });
    for (const contactId of touched.contactIds) await queueJob(ctx, eraseContactJob, { orgId: ctx.orgId, contactId });
    for (const addressId of touched.addressIds) await queueJob(ctx, stopRefusedJob, { orgId: ctx.orgId, addressId });
  }),
  subscribe(senderChanged, (ctx, { senderId }) => tryAgain(ctx, senderId)),
];

/** Most of those who say no have nothing waiting for them. */
async function stopRefusedLater(ctx: Context, addressId: string): Promise<void> {
  if (await hasWaiting(ctx, addressId)) await queueJob(ctx, stopRefusedJob, { orgId: ctx.orgId, addressId });
}

/** Somebody put the mailbox right, or changed its limit: what waits for it is looked at now. */
async function tryAgain(ctx: Context, senderId: string): Promise<void> {
  if (await hasOpenBreaker(ctx, senderId)) return;
  await clearRest(ctx, senderId);
  await forgetDomainRests(ctx, senderId);
  await hastenSender(ctx, senderId);
  await moveWaitingMessages(ctx);
}

async function hasOpenBreaker(ctx: Context, senderId: string): Promise<boolean> {
  try {
    return (await getSender(ctx, senderId)).breaker !== null;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
