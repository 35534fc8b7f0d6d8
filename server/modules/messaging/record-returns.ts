import type { Context } from "../../platform/context.ts";
import { suppressAddress } from "../consent/index.ts";
import { returnsUntilSuppressed } from "./bounce-class.rules.ts";
import { countReturnsOfAddress, insertDeliveryEvents, type NewDeliveryEvent } from "./delivery-events.queries.ts";
import { checkBudget } from "./shared-sender/check-budget.ts";

const countedDays = 90;

/** Writes down what others tell about messages, once, and stops writing to addresses that are dead or complained. */
export async function recordReturns(ctx: Context, events: NewDeliveryEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const fresh = await insertDeliveryEvents(ctx, events);
  const news = events.filter(({ messageId }) => fresh.has(messageId));
  // In the order of the ids: address rows are locked, and other transactions lock several too.
  for (const event of news.toSorted((left, right) => (left.addressId < right.addressId ? -1 : 1)))
    await suppressIfProven(ctx, event);
  const harmful = news.filter(({ kind, bounceClass }) => kind === "complained" || bounceClass === "hard");
  for (const senderId of new Set(harmful.map((event) => event.senderId))) await checkBudget(ctx, senderId);
  return fresh;
}

async function suppressIfProven(ctx: Context, event: NewDeliveryEvent): Promise<void> {
  const kind = event.kind === "complained" ? "complaint" : await kindOfReturn(ctx, event);
  if (kind === null) return;
  const note = [event.statusCode, event.detail].filter((part) => part !== null).join(" ");
  await suppressAddress(ctx, {
    addressId: event.addressId,
    kind,
    messageId: event.messageId,
    ...(note === "" ? {} : { note }),
  });
}

async function kindOfReturn(ctx: Context, event: NewDeliveryEvent): Promise<"hard-bounce" | "soft-bounce" | null> {
  const { bounceClass, addressId } = event;
  if (event.kind !== "bounced" || bounceClass === null) return null;
  const needed = returnsUntilSuppressed[bounceClass];
  if (needed === null) return null;
  if (needed === 1) return "hard-bounce";
  const seen = await countReturnsOfAddress(ctx, { addressId, bounceClass, withinDays: countedDays });
  return seen >= needed ? "soft-bounce" : null;
}
