import type { z } from "zod";

/** A fact that a module tells to whoever stands above it. Subscribers run in the publisher's transaction. */
export interface EventDefinition<Payload> {
  name: string;
  payload: z.ZodType<Payload>;
}

export function defineEvent<Payload>(name: string, payload: z.ZodType<Payload>): EventDefinition<Payload> {
  return { name, payload };
}
