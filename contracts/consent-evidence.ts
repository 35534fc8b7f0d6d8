import { z } from "zod";
import { timestamp } from "./common.ts";
import {
  consentStatusSchema,
  historyEntrySchema,
  type MessageClass,
  type PermitGround,
  permitGrounds,
  refusalReasonSchema,
} from "./consent.ts";
import type { FinalReason, MessageState } from "./messaging.ts";

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

/** What the proof of one address says of its messages: the decision of the gate, and what was sent. */
export interface EvidenceMessages {
  /** All that were handed over or ended without it; what still waits is not decided. */
  total: number;
  /** The newest of them, the newest first. */
  items: EvidenceMessage[];
}

export interface EvidenceMessage {
  messageId: string;
  state: MessageState;
  messageClass: MessageClass;
  type: { typeId: string; title: string } | null;
  subject: string;
  sentFrom: string | null;
  queuedAt: string;
  /** When the gate agreed and it was handed over; null: it never was. */
  handedOverAt: string | null;
  endedAt: string | null;
  ground: PermitGround | null;
  /** On which the gate agreed. */
  consentEventId: string | null;
  statedReason: string | null;
  /** Why it did not leave. */
  reason: FinalReason | null;
  /** `sha256` is that of the whole text, also where the copy is cut. */
  copy: { text: string; isCut: boolean; sha256: string } | null;
  /** Why there is no copy. */
  withheld: "not-sent" | "security" | "erased" | null;
}
