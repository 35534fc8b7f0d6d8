import { z } from "zod";
import { timestamp } from "./common.ts";
import { languageSchema } from "./languages.ts";

const title = z.string().trim().min(1).max(120);
const typeCode = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);
const validityDays = z.number().int().min(1).max(36_500).nullable();

export const consentTypeSchema = z.object({
  typeId: z.uuid(),
  code: z.string(),
  title: z.string(),
  description: z.string(),
  /** Null: valid until withdrawn. Changed days count for consents given afterwards. */
  validityDays: z.number().int().nullable(),
  allowsMass: z.boolean(),
  allowsSingle: z.boolean(),
  allowsContact: z.boolean(),
  isMain: z.boolean(),
  isArchived: z.boolean(),
  createdAt: timestamp,
});
export type ConsentType = z.infer<typeof consentTypeSchema>;
export const consentTypesSchema = z.object({ items: z.array(consentTypeSchema) });

export const addConsentTypeBody = z.object({
  title,
  code: typeCode,
  description: z.string().trim().max(2000).default(""),
  validityDays: validityDays.default(null),
  allowsMass: z.boolean().default(false),
  allowsSingle: z.boolean().default(false),
  allowsContact: z.boolean().default(false),
});
export type AddConsentTypeInput = z.infer<typeof addConsentTypeBody>;

export const changeConsentTypeBody = z
  .object({
    title,
    code: typeCode,
    description: z.string().trim().max(2000),
    validityDays,
    allowsMass: z.boolean(),
    allowsSingle: z.boolean(),
    allowsContact: z.boolean(),
    isMain: z.literal(true),
    isArchived: z.boolean(),
  })
  .partial();
export type ChangeConsentTypeInput = z.infer<typeof changeConsentTypeBody>;

/** The words that the person reads and answers. Each saved change is a new version; old ones stay as evidence. */
export const wordingSchema = z.object({
  wordingId: z.uuid(),
  typeId: z.uuid(),
  language: languageSchema,
  version: z.number().int(),
  title: z.string(),
  text: z.string(),
  createdAt: timestamp,
});
export type Wording = z.infer<typeof wordingSchema>;
export const wordingsSchema = z.object({ items: z.array(wordingSchema) });
export const saveWordingBody = z.object({ title, text: z.string().trim().min(1).max(4000) });
export type SaveWordingInput = z.infer<typeof saveWordingBody>;

/** D2: when the operator is asked for a reason. */
export const promptModes = ["off", "when-missing", "always"] as const;
export const promptModeSchema = z.enum(promptModes);
export type PromptMode = (typeof promptModes)[number];

export const consentSettingsSchema = z.object({
  /** Switch "single message" (V4). */
  singlePrompt: promptModeSchema,
  /** Switch "mailing list" (V5). Off needs a declaration for a sender of one's own (D11). */
  isMailingListChecked: z.boolean(),
  /** Switch "contact" (V6): calls. */
  callPrompt: promptModeSchema,
  /** Recorded when a prompt is off (D17). */
  standingReasonId: z.uuid().nullable(),
  /** D6: at least 90 days, at most 2. */
  requestPauseDays: z.number().int(),
  requestLimit: z.number().int(),
  /** Opens and clicks of mailings are counted; who it was only with a consent of its own. */
  isTrackingOn: z.boolean(),
});
export type ConsentSettings = z.infer<typeof consentSettingsSchema>;
export const changeConsentSettingsBody = z
  .object({
    singlePrompt: promptModeSchema,
    isMailingListChecked: z.boolean(),
    callPrompt: promptModeSchema,
    standingReasonId: z.uuid().nullable(),
    requestPauseDays: z.number().int().min(90).max(3650),
    requestLimit: z.number().int().min(1).max(2),
    isTrackingOn: z.boolean(),
  })
  .partial();
export type ChangeConsentSettingsInput = z.infer<typeof changeConsentSettingsBody>;

export const contactReasonSchema = z.object({ reasonId: z.uuid(), text: z.string(), isArchived: z.boolean() });
export type ContactReason = z.infer<typeof contactReasonSchema>;
export const contactReasonsSchema = z.object({ items: z.array(contactReasonSchema) });
export const saveContactReasonBody = z.object({ text: z.string().trim().min(1).max(300) });

export const declarationSchema = z.object({
  declarationId: z.uuid(),
  senderId: z.uuid(),
  statement: z.string(),
  declaredBy: z.string(),
  declaredAt: timestamp,
  revokedAt: timestamp.nullable(),
});
export type Declaration = z.infer<typeof declarationSchema>;
export const declarationsSchema = z.object({ items: z.array(declarationSchema) });
export const declareBody = z.object({ senderId: z.uuid(), statement: z.string().trim().min(20).max(2000) });
