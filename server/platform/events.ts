import type { EventDefinition } from "../../contracts/events.ts";
import type { Context } from "./context.ts";

export type Subscriber<Payload> = (ctx: Context, payload: Payload) => Promise<void>;

export interface Subscription {
  eventName: string;
  deliver: (ctx: Context, payload: unknown) => Promise<void>;
}

export function subscribe<Payload>(event: EventDefinition<Payload>, subscriber: Subscriber<Payload>): Subscription {
  return { eventName: event.name, deliver: (ctx, payload) => subscriber(ctx, event.payload.parse(payload)) };
}

export interface EventBus {
  subscriptionsTo: (eventName: string) => Subscription[];
}

/** The order of `subscriptions` is the order of delivery; app.ts lists it. */
export function createEventBus(subscriptions: Subscription[]): EventBus {
  return {
    subscriptionsTo: (eventName) => subscriptions.filter((subscription) => subscription.eventName === eventName),
  };
}

/** Tells the modules above, inside the caller's transaction: if one of them fails, the cause fails with it. */
export async function publish<Payload>(ctx: Context, event: EventDefinition<Payload>, payload: Payload): Promise<void> {
  const parsed = event.payload.parse(payload);
  for (const subscription of ctx.platform.events.subscriptionsTo(event.name)) await subscription.deliver(ctx, parsed);
}
