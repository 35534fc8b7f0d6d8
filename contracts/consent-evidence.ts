import { z } from "zod";
import { timestamp } from "./common.ts";
import { consentStatusSchema, historyEntrySchema, permitGrounds, refusalReasonSchema } from "./consent.ts";

/** One event of the ledger with its place in the chain: what a message rested on. */
export const consentEventSchema = historyEntrySchema.extend({
  addressId: z.uuid(),
  hash: z.string(),
  /** What the event was followed by for this address and type; null while it still stands. */
  followedBy: z.object({ eventId: z.uuid(), kind: historyEntrySchema.shape.kind, at: timestamp }).nullable(),
});
export type ConsentEvent = z.infer<typeof consentEventSchema>;

/** Why a person got a message, or did not: the permit of the gate and the event that it rested on. */
export const messageReasonSchema = z.object({
  messageId: z.uuid(),
  ground: z.enum(permitGrounds).nullable(),
  /** When the gate decided; null while nothing was handed over. */
  decidedAt: timestamp.nullable(),
  refusal: z.string().nullable(),
  event: consentEventSchema.nullable(),
  statedReason: z.string().nullable(),
  declaredSenderId: z.uuid().nullable(),
});
export type MessageReason = z.infer<typeof messageReasonSchema>;

export const dayAnswers = ["yes", "part", "no"] as const;
export type DayAnswer = (typeof dayAnswers)[number];

/** What the gate would have answered on one day, for each type and use. */
export const asOfSchema = z.object({
  day: z.iso.date(),
  from: timestamp,
  to: timestamp,
  types: z.array(
    z.object({
      typeId: z.uuid(),
      title: z.string(),
      statusAtStart: consentStatusSchema,
      statusAtEnd: consentStatusSchema,
      uses: z.array(
        z.object({
          use: z.enum(["mass", "single", "call"]),
          answer: z.enum(dayAnswers),
          /** Why not, at the end of the day or when it was last refused on it. */
          reason: refusalReasonSchema.nullable(),
        }),
      ),
      /** What was last recorded until the end of that day. */
      event: historyEntrySchema.nullable(),
      /** Happened until that day, but was entered only later: the gate could not know of it. */
      enteredLater: historyEntrySchema.nullable(),
    }),
  ),
});
export type AsOf = z.infer<typeof asOfSchema>;
