import { z } from "zod";
import { timestamp } from "./common.ts";
import {
  consentActorSchema,
  consentSourceSchema,
  consentStateSchema,
  consentStatusSchema,
  ledgerEventSchema,
  recordedSourceSchema,
  refusalReasonSchema,
} from "./consent-words.ts";
import { defineEvent } from "./events.ts";
import { languageSchema } from "./languages.ts";

/** What may stand in for a consent: never for a refusal, a withdrawal or a suppression (D11, D17). */
export const basisSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("stated-reason"),
    reasonId: z.uuid().nullable(),
    text: z.string().trim().min(1).max(500),
    statedBy: z.object({ userId: z.uuid(), name: z.string() }).optional(),
  }),
  z.object({ kind: z.literal("own-sender-declaration"), senderId: z.uuid() }),
]);
export type Basis = z.infer<typeof basisSchema>;

/** Why an action is not offered now. Phrases `consent:blocked.<words>`. */
export const actionObstacles = [
  "final-for-staff",
  "already-accepted",
  "asked-recently",
  "asked-enough",
  "external",
  "suppressed",
  "law-forbids",
  "already-no",
  "own-page-only",
] as const;
export const actionSchema = z.object({
  isAllowed: z.boolean(),
  obstacle: z.enum(actionObstacles).nullable(),
  /** When the pause of D6 is over. */
  allowedFrom: timestamp.nullable(),
});
export type ActionAnswer = z.infer<typeof actionSchema>;

export const typeConsentSchema = z.object({
  typeId: z.uuid(),
  code: z.string(),
  title: z.string(),
  isMain: z.boolean(),
  allowsMass: z.boolean(),
  allowsSingle: z.boolean(),
  allowsContact: z.boolean(),
  status: consentStatusSchema,
  decidedAt: timestamp.nullable(),
  validUntil: timestamp.nullable(),
  lastRequestedAt: timestamp.nullable(),
  requestsUnanswered: z.number().int(),
  actions: z.object({ request: actionSchema, record: actionSchema, withdraw: actionSchema }),
});
export type TypeConsent = z.infer<typeof typeConsentSchema>;

/** Only a hard bounce means that nobody is there. */
export const suppressionKinds = ["hard-bounce", "soft-bounce", "complaint", "manual"] as const;
export type SuppressionKind = (typeof suppressionKinds)[number];
export const suppressionSchema = z.object({
  suppressionId: z.uuid(),
  kind: z.enum([...suppressionKinds, "erased"]),
  note: z.string().nullable(),
  startedAt: timestamp,
});
export type Suppression = z.infer<typeof suppressionSchema>;

/** The panel of one address (X6). `types` begins with the main mailing type. */
export const addressConsentSchema = z.object({
  addressId: z.uuid(),
  value: z.string().nullable(),
  kind: z.enum(["email", "phone", "push"]).nullable(),
  isExternal: z.boolean(),
  suppressions: z.array(suppressionSchema),
  types: z.array(typeConsentSchema),
});
export type AddressConsent = z.infer<typeof addressConsentSchema>;

/** One line per address for lists and icons. */
export const addressStateSchema = z.object({
  addressId: z.uuid(),
  /** Of the main mailing type; null when the organisation has none. */
  mainTypeId: z.uuid().nullable(),
  status: consentStatusSchema,
  validUntil: timestamp.nullable(),
  /** Some other type has another status. */
  othersDiffer: z.boolean(),
  isSuppressed: z.boolean(),
});
export type AddressState = z.infer<typeof addressStateSchema>;
export const addressStatesSchema = z.object({ items: z.array(addressStateSchema) });
export const addressStatesBody = z.object({ addressIds: z.array(z.uuid()).min(1).max(1000) });

export const historyEntrySchema = z.object({
  eventId: z.uuid(),
  seq: z.number().int(),
  kind: ledgerEventSchema,
  typeId: z.uuid().nullable(),
  typeTitle: z.string().nullable(),
  statusAfter: consentStateSchema.nullable(),
  actor: consentActorSchema,
  actorName: z.string().nullable(),
  source: consentSourceSchema,
  occurredAt: timestamp,
  recordedAt: timestamp,
  validUntil: timestamp.nullable(),
  language: languageSchema.nullable(),
  wordingTitle: z.string().nullable(),
  wordingText: z.string().nullable(),
  wordingVersion: z.number().int().nullable(),
  evidence: z.string().nullable(),
  note: z.string().nullable(),
  messageId: z.uuid().nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;
export const historySchema = z.object({ items: z.array(historyEntrySchema), nextCursor: z.string().nullable() });

/** V18: the day, the source, and the wording shown or the document that proves it. */
export const recordGrantBody = z
  .object({
    typeId: z.uuid(),
    givenOn: z.iso.date(),
    source: recordedSourceSchema,
    wordingId: z.uuid().optional(),
    evidence: z.string().trim().min(3).max(4000).optional(),
    note: z.string().trim().max(1000).optional(),
  })
  .refine((grant) => grant.wordingId !== undefined || grant.evidence !== undefined, {
    path: ["evidence"],
    message: "evidence-or-wording",
  });
export type RecordGrantInput = z.infer<typeof recordGrantBody>;

export const withdrawBody = z.object({
  typeId: z.uuid(),
  note: z.string().trim().max(1000).optional(),
  source: z.enum(["phone", "in-person", "e-mail", "paper", "sms", "manual"]).default("manual"),
});
export type WithdrawInput = z.infer<typeof withdrawBody>;

export const suppressBody = z.object({ note: z.string().trim().max(1000).optional() });

export const withdrawnSchema = z.object({
  typeId: z.uuid(),
  status: consentStateSchema,
  /** The event that holds the no, from now or from before. */
  eventId: z.uuid().nullable(),
});

/** The check before a call or a message (V6, V19): nothing is reserved, the gate decides again at hand-over. */
export const consentCheckBody = z.object({
  addressId: z.uuid(),
  contactId: z.uuid().nullable().default(null),
  use: z.enum(["mass", "single", "call"]),
  typeId: z.uuid().nullable().default(null),
});
export const consentCheckSchema = z.object({
  isAllowed: z.boolean(),
  reason: refusalReasonSchema.nullable(),
  /** A stated reason would open the way, for this one time (D17). */
  mayStateReason: z.boolean(),
  /** D2: the operator must be asked for a reason now. */
  mustAskReason: z.boolean(),
});
export type ConsentCheck = z.infer<typeof consentCheckSchema>;

const change = z.object({ orgId: z.uuid(), addressId: z.uuid(), typeId: z.uuid(), eventId: z.uuid() });
/** The person gave consent: whoever waits for it may go on. */
export const consentGranted = defineEvent("consent.granted", change.extend({ actor: consentActorSchema }));
/** The person said no: messaging stops what is queued. The gate, not that, is the guarantee. */
export const consentWithdrawn = defineEvent("consent.withdrawn", change.extend({ actor: consentActorSchema }));
export const addressSuppressed = defineEvent(
  "consent.address-suppressed",
  z.object({ orgId: z.uuid(), addressId: z.uuid(), kind: z.enum([...suppressionKinds, "erased"]) }),
);
/** Somebody answered on a page of their own; notices may send the receipt (class security). */
export const answeredFromPage = defineEvent(
  "consent.answered-from-page",
  z.object({
    orgId: z.uuid(),
    addressId: z.uuid(),
    typeId: z.uuid(),
    decision: z.enum(["granted", "extended", "refused", "withdrawn"]),
    language: languageSchema,
    eventId: z.uuid(),
  }),
);

/** Proof is declared to be kept elsewhere for this sender (D11); senders refuses one that is not the organisation's own. */
export const ownProofDeclared = defineEvent("consent.own-proof-declared", z.object({ senderId: z.uuid() }));
/** A person asked for the link to their own page; notices mails it to the address itself (class security). */
export const areaLinkAsked = defineEvent(
  "consent.area-link-asked",
  z.object({
    orgId: z.uuid(),
    requestId: z.uuid(),
    addressId: z.uuid(),
    contactId: z.uuid(),
    language: languageSchema,
  }),
);

export * from "./consent-settings.ts";
export * from "./consent-words.ts";

/** The types of the gate: consent makes permits, channels ask for them. */
export type { GateAnswer, GateRequest, SendPermit } from "./send-permit.ts";
