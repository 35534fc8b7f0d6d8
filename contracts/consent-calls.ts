import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";
import { permitGrounds, refusalReasonSchema } from "./consent.ts";
import { lawNoteSchema } from "./consent-law.ts";

/** `service`: about a contract or an appointment that there is; everything else is commercial. */
export const callPurposes = ["commercial", "service"] as const;
export const callPurposeSchema = z.enum(callPurposes);
export type CallPurpose = (typeof callPurposes)[number];

export const callAnswers = ["allowed", "needs-reason", "refused"] as const;
export const callAnswerSchema = z.enum(callAnswers);
export type CallAnswer = (typeof callAnswers)[number];

/** `no-more-calls`: the person asked not to be called again. It is a no, and final for staff. */
export const callOutcomes = ["reached", "no-answer", "no-more-calls"] as const;
export const callOutcomeSchema = z.enum(callOutcomes);
export type CallOutcome = (typeof callOutcomes)[number];

const number = z.string().trim().min(1).max(100);
/** Who sits at the telephone, where a telephone system asks for them. */
const operator = z.string().trim().min(1).max(120).optional();

export const callCheckBody = z
  .object({
    /** In any national or international form. */
    number: number.optional(),
    /** Instead of the number, for one of the contacts' own. */
    addressId: z.uuid().optional(),
    contactId: z.uuid().nullable().default(null),
    purpose: callPurposeSchema.default("commercial"),
    /** The first type that allows calls unless set. */
    typeId: z.uuid().nullable().default(null),
    operator,
  })
  .refine((check) => (check.number === undefined) !== (check.addressId === undefined), {
    path: ["number"],
    message: "number-or-address",
  });
export type CallCheckInput = z.output<typeof callCheckBody>;

export const callLineQuery = z.object({ number, purpose: callPurposeSchema.default("commercial"), operator });

export const callCheckSchema = z.object({
  callCheckId: z.uuid(),
  /** In E.164; null for a number that belongs to no contact any more. */
  number: z.string().nullable(),
  /** For reading; in part only where the number belongs to no contact. */
  shownNumber: z.string(),
  addressId: z.uuid().nullable(),
  contact: z.object({ contactId: z.uuid(), displayName: z.string() }).nullable(),
  purpose: callPurposeSchema,
  typeId: z.uuid().nullable(),
  answer: callAnswerSchema,
  ground: z.enum(permitGrounds).nullable(),
  refusal: refusalReasonSchema.nullable(),
  law: lawNoteSchema.nullable(),
  /** The answer in one sentence, in the language of whoever asks. */
  text: z.string(),
  /** The answer `allowed` holds until then: the consent ends, or the hours do. Null: no end is known. */
  holdsUntil: timestamp.nullable(),
  /** What to dial: given with `allowed` only. */
  dial: z.string().nullable(),
  reason: z.string().nullable(),
  outcome: callOutcomeSchema.nullable(),
  outcomeNote: z.string().nullable(),
  askedBy: z.string(),
  askedAt: timestamp,
  /** Until when a reason may be stated for this check. */
  openUntil: timestamp,
});
export type CallCheck = z.infer<typeof callCheckSchema>;

export const callReasonBody = z.object({
  reasonId: z.uuid().nullable().default(null),
  text: z.string().trim().min(1).max(500),
});
export type CallReasonInput = z.output<typeof callReasonBody>;
export const callOutcomeBody = z.object({
  outcome: callOutcomeSchema,
  note: z.string().trim().max(1000).optional(),
});
export type CallOutcomeInput = z.output<typeof callOutcomeBody>;

export const callListQuery = listQuery.omit({ search: true }).extend({
  contactId: z.uuid().optional(),
  addressId: z.uuid().optional(),
  answer: callAnswerSchema.optional(),
  outcome: callOutcomeSchema.optional(),
});
export type CallListQuery = z.output<typeof callListQuery>;
export const callPageSchema = pageOf(callCheckSchema.omit({ text: true, dial: true, law: true }));
export type CallListItem = z.infer<typeof callPageSchema>["items"][number];
