import { z } from "zod";
import { timestamp } from "./common.ts";
import { defineEvent } from "./events.ts";

/** Why an organisation's mail on the installation's own sender waits. */
export const sharedSenderPauseSchema = z.object({
  senderId: z.uuid(),
  reason: z.enum(["complaints", "returns"]),
  /** Of the last `sent` messages. */
  counted: z.number().int(),
  sent: z.number().int(),
  pausedAt: timestamp,
  /** Whether the organisation's own administrator can let it go on; else the installation's operator. */
  mayResume: z.boolean(),
});
export type SharedSenderPause = z.infer<typeof sharedSenderPauseSchema>;
export const sharedSenderPauseAnswer = z.object({ pause: sharedSenderPauseSchema.nullable() });
/** Once for each time that it is held back. */
export const sharedSenderPaused = defineEvent(
  "messaging.shared-sender-paused",
  z.object({ pauseId: z.uuid(), ...sharedSenderPauseSchema.pick({ reason: true, counted: true, sent: true }).shape }),
);
export const resumeSharedSenderBody = z.object({ reason: z.string().trim().min(10).max(500) });

/** A large launch on the shared sender begins with a few messages; the rest waits for what becomes of them. */
export const canaryStates = ["sending", "watching", "passed", "failed", "released"] as const;
export type CanaryState = (typeof canaryStates)[number];
export const canarySchema = z.object({
  state: z.enum(canaryStates),
  size: z.number().int(),
  /** When the rest leaves unless something comes back; null while the first ones are still leaving. */
  decidesAt: timestamp.nullable(),
  returned: z.number().int(),
  complained: z.number().int(),
});
export type Canary = z.infer<typeof canarySchema>;
