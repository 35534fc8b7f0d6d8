import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";
import { basisSchema, messageClassSchema, permitGrounds, refusalReasonSchema } from "./consent.ts";
import { defineEvent } from "./events.ts";
import { languageSchema } from "./languages.ts";
import { deliveryEventSchema, messageReturnSchema, messageReturns } from "./message-returns.ts";

/** Where a message is on the road out. The first three are still on their way; the others are ends. */
export const messageStates = [
  "queued",
  "claimed",
  "handing-over",
  "accepted",
  "failed",
  "uncertain",
  "stopped",
  "abandoned",
] as const;
export const messageStateSchema = z.enum(messageStates);
export type MessageState = (typeof messageStates)[number];

/** What people filter by (I27): `waiting` is everything that is still on its way. */
export const messageOutcomes = ["waiting", "sent", "not-sent", "uncertain"] as const;
export const messageOutcomeSchema = z.enum(messageOutcomes);
export type MessageOutcome = (typeof messageOutcomes)[number];

/** `not-sent` in two: the server refused it, or it was not allowed to leave. */
export const partsOfNotSent = ["failed", "stopped"] as const;

/** What caused a message. */
export const messageOrigins = [
  "campaign",
  "consent-campaign",
  "staff",
  "resend",
  "test",
  "notice",
  "api",
  "demonstration",
] as const;
export const messageOriginSchema = z.enum(messageOrigins);
export type MessageOrigin = (typeof messageOrigins)[number];

/** Why a message ended without being sent, beside the gate's reasons. Each is a phrase `messaging:reasons.<words>`. */
export const endReasons = [
  "messaging.cancelled",
  "messaging.too-old",
  "messaging.refused-by-server",
  "messaging.address-not-valid",
  "messaging.too-large",
  "messaging.not-renderable",
  "messaging.tried-too-often",
  "messaging.erased",
  "messaging.given-up",
  "messaging.ended-our-process",
] as const;
export const finalReasonSchema = z.union([z.enum(endReasons), refusalReasonSchema]);
export type FinalReason = z.infer<typeof finalReasonSchema>;

export const batchStates = ["running", "paused", "cancelled", "ended"] as const;
export const batchStateSchema = z.enum(batchStates);
export type BatchState = (typeof batchStates)[number];

/** Always computed from the rows, never kept. */
export interface BatchCounts {
  queued: number;
  handingOver: number;
  accepted: number;
  failed: number;
  uncertain: number;
  stopped: number;
  total: number;
  /** Of the queued: those of a large launch whose messages are still being made. */
  toQueue: number;
  /** Of all of them, whatever their state: came back, were called unwanted by their recipient. */
  returned: number;
  complained: number;
}

export const messageListItemSchema = z.object({
  messageId: z.uuid(),
  state: messageStateSchema,
  outcome: messageOutcomeSchema,
  messageClass: messageClassSchema,
  origin: messageOriginSchema,
  isAutomatic: z.boolean(),
  contactId: z.uuid().nullable(),
  recipientName: z.string(),
  recipientAddress: z.string(),
  subject: z.string(),
  batchId: z.uuid().nullable(),
  batchName: z.string().nullable(),
  finalReason: finalReasonSchema.nullable(),
  /** While it waits: not before this time. */
  notBefore: timestamp.nullable(),
  /** Uncertain so far: by itself it is brought to its server again, not before this time, and the answer tells. */
  settlesAt: timestamp.nullable(),
  resendOf: z.uuid().nullable(),
  isResendable: z.boolean(),
  /** What came back after it left. */
  returned: messageReturnSchema.nullable(),
  queuedAt: timestamp,
  handedOverAt: timestamp.nullable(),
  finalAt: timestamp.nullable(),
});
export type MessageListItem = z.infer<typeof messageListItemSchema>;
export const messagePageSchema = pageOf(messageListItemSchema);

const day = z.iso.date();
export const messageFilters = z.object({
  search: z.string().trim().max(200).optional(),
  outcome: z.enum([...messageOutcomes, ...partsOfNotSent, ...messageReturns]).optional(),
  kind: z.enum(["automatic", "manual"]).optional(),
  messageClass: messageClassSchema.optional(),
  batchId: z.uuid().optional(),
  contactId: z.uuid().optional(),
  senderId: z.uuid().optional(),
  /** Days of the organisation's time zone, both included. */
  from: day.optional(),
  to: day.optional(),
});
export type MessageFilters = z.infer<typeof messageFilters>;
export const messageListQuery = listQuery.extend(messageFilters.shape);
export type MessageListQuery = z.infer<typeof messageListQuery>;

export const attemptOutcomes = [
  "accepted",
  "rejected-temporarily",
  "rejected-permanently",
  "not-sent",
  "uncertain",
  "settled",
] as const;

/** One line of the timeline of a message. */
export const attemptSchema = z.object({
  attemptId: z.uuid(),
  attemptNo: z.number().int(),
  outcome: z.enum(attemptOutcomes),
  phase: z.string().nullable(),
  /** Of channels/channel.ts; a phrase `messaging:errors-of-channel.<kind>`. */
  errorKind: z.string().nullable(),
  replyCode: z.number().int().nullable(),
  replyText: z.string().nullable(),
  handedOverAt: timestamp.nullable(),
  endedAt: timestamp,
});
export type Attempt = z.infer<typeof attemptSchema>;

export const messageSchema = messageListItemSchema.extend({
  html: z.string(),
  text: z.string(),
  sentFrom: z.string().nullable(),
  messageIdHeader: z.string().nullable(),
  senderId: z.uuid(),
  typeId: z.uuid().nullable(),
  addressId: z.uuid(),
  ground: z.enum(permitGrounds).nullable(),
  consentEventId: z.uuid().nullable(),
  basis: basisSchema.nullable(),
  queuedBy: z.string(),
  /** Until when it is tried; null before its first attempt. */
  expiresAt: timestamp.nullable(),
  attempts: z.array(attemptSchema),
  deliveryEvents: z.array(deliveryEventSchema),
  /** Resends of this message, newest first. */
  resends: z.array(z.object({ messageId: z.uuid(), state: messageStateSchema, queuedAt: timestamp })),
});
export type Message = z.infer<typeof messageSchema>;

export const resendBody = z.object({
  messageIds: z.array(z.uuid()).min(1).max(1000),
  /** Uncertain ones may have arrived already: they are sent again only when the person knows. */
  includeUncertain: z.boolean().default(false),
});
export type ResendInput = z.infer<typeof resendBody>;

/** Why one message of a selection was not sent again. Phrases `messaging:resend.skipped.<words>`. */
export const resendObstacles = [
  "still-waiting",
  "security",
  "consent-request",
  "uncertain",
  "address-gone",
  "no-sender",
  "not-found",
] as const;
export const resendAnswerSchema = z.object({
  queued: z.array(z.object({ messageId: z.uuid(), resendOf: z.uuid() })),
  skipped: z.array(z.object({ messageId: z.uuid(), obstacle: z.enum(resendObstacles) })),
});
export type ResendAnswer = z.infer<typeof resendAnswerSchema>;

const recipient = { contactId: z.uuid(), addressId: z.uuid() };
const writtenContent = { subject: z.string().trim().min(1).max(250), html: z.string().trim().min(1).max(262_144) };

/** One message that a person writes to one contact (V4, V19). */
export const writeMessageBody = z.object({
  ...recipient,
  ...writtenContent,
  language: languageSchema.optional(),
  senderId: z.uuid().optional(),
  typeId: z.uuid().nullable().default(null),
  /** D2, D17: the reason for contact, from the list or in own words. */
  reason: z.object({ reasonId: z.uuid().nullable(), text: z.string().trim().min(1).max(500) }).optional(),
});
export type WriteMessageInput = z.infer<typeof writeMessageBody>;
export const queuedMessageSchema = z.object({ messageId: z.uuid() });

export const renderedSchema = z.object({ subject: z.string(), html: z.string(), text: z.string() });
export type Rendered = z.infer<typeof renderedSchema>;

/** A text as one real contact would get it, however unfinished. */
export const previewMessageBody = z.object({
  subject: z.string().max(250),
  html: z.string().max(262_144),
  contactId: z.uuid().nullable().default(null),
  kind: messageClassSchema.default("personal"),
  language: languageSchema.optional(),
});
export type PreviewMessageInput = z.infer<typeof previewMessageBody>;

/** To the own address of whoever asks, so that it is no way round the gate. */
export const sendTestBody = previewMessageBody.extend({ ...writtenContent, senderId: z.uuid().optional() });
export type SendTestInput = z.infer<typeof sendTestBody>;
export const sendTestAnswer = z.object({ messageId: z.uuid(), to: z.string() });

/** What keeps a sender's messages waiting, for the screens. */
export const senderQueueSchema = z.object({
  senderId: z.uuid(),
  waiting: z.number().int(),
  uncertain: z.number().int(),
  breaker: z.object({ reason: z.string(), detail: z.string(), openedAt: timestamp, until: timestamp }).nullable(),
  /** When the limit of the sender lets the next message through; null when it does so now. */
  nextFreeAt: timestamp.nullable(),
  /** Recipients' domains that put this sender off: mail to them waits. */
  slowedDomains: z.array(z.object({ domain: z.string(), until: timestamp, replyText: z.string() })),
});
export type SenderQueue = z.infer<typeof senderQueueSchema>;
export const senderQueuesSchema = z.object({ items: z.array(senderQueueSchema) });

export const batchListItemSchema = z.object({
  batchId: z.uuid(),
  name: z.string(),
  state: batchStateSchema,
  createdAt: timestamp,
});
export const batchListSchema = z.object({ items: z.array(batchListItemSchema) });

export const savedMessageFilterSchema = z.object({
  savedFilterId: z.uuid(),
  name: z.string(),
  filters: messageFilters,
});
export type SavedMessageFilter = z.infer<typeof savedMessageFilterSchema>;
export const savedMessageFiltersSchema = z.object({ items: z.array(savedMessageFilterSchema) });
export const saveMessageFilterBody = z.object({ name: z.string().trim().min(1).max(80), filters: messageFilters });

/** The last message of a batch has come to its end. */
export const batchEnded = defineEvent(
  "messaging.batch-ended",
  z.object({ orgId: z.uuid(), batchId: z.uuid(), state: z.enum(["ended", "cancelled"]) }),
);
/** Messages came to an end together: one event for the group, so that a campaign does not drown its subscribers. */
export const messagesFinished = defineEvent(
  "messaging.messages-finished",
  z.object({
    orgId: z.uuid(),
    messages: z.array(
      z.object({
        messageId: z.uuid(),
        state: messageStateSchema,
        batchId: z.uuid().nullable(),
        finalReason: finalReasonSchema.nullable(),
      }),
    ),
  }),
);
/** A sender's server refused us: its messages wait until it is put right. */
export const senderBlocked = defineEvent(
  "messaging.sender-blocked",
  z.object({ orgId: z.uuid(), senderId: z.uuid(), reason: z.string(), detail: z.string() }),
);
