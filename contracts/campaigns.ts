import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";
import { refusalReasons } from "./consent.ts";
import { contactKindSchema, contactStatusSchema } from "./contacts.ts";
import { languageSchema } from "./languages.ts";
import { canarySchema } from "./shared-sender.ts";

/** `consent-request` asks those who were not asked yet; `mailing` writes to those who said yes. */
export const campaignKinds = ["mailing", "consent-request"] as const;
export const campaignKindSchema = z.enum(campaignKinds);
export type CampaignKind = (typeof campaignKinds)[number];

/** Up to `overdue` it is the campaign's own; after the launch it follows from the messages. */
export const campaignStates = [
  "draft",
  "validated",
  "scheduled",
  "overdue",
  "running",
  "paused",
  "cancelled",
  "ended",
  "partly-failed",
] as const;
export const campaignStateSchema = z.enum(campaignStates);
export type CampaignState = (typeof campaignStates)[number];

/** Why a contact of the list gets nothing. The first three are the list's own; the rest are the gate's. */
export const listReasons = ["list.no-address", "list.invalid", "list.duplicate", ...refusalReasons] as const;
export const listReasonSchema = z.enum(listReasons);
export type ListReason = (typeof listReasons)[number];

/** What the summary counts; each holds one or more reasons of the list. */
export const summaryGroups = [
  "accepted",
  "askable",
  "not-asked",
  "pending",
  "expired",
  "refused",
  "external",
  "duplicate",
  "suppressed",
  "invalid",
  "not-allowed",
] as const;
export const summaryGroupSchema = z.enum(summaryGroups);
export type SummaryGroup = (typeof summaryGroups)[number];

const day = z.iso.date();

/** Who is looked for. Everything that is set must hold; lists mean "one of". */
export const audienceFilterSchema = z.object({
  kinds: z.array(contactKindSchema).max(3).default([]),
  statuses: z.array(contactStatusSchema).max(3).default([]),
  tags: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
  cities: z.array(z.string().trim().min(1).max(120)).max(20).default([]),
  languages: z.array(languageSchema).max(4).default([]),
  /** Only contacts whose consent for the campaign's type is in one of these groups. */
  consent: z
    .array(z.enum(["accepted", "not-asked", "pending", "expired", "refused"]))
    .max(5)
    .default([]),
  /** Contacts that got their last message before this day, or none at all. */
  notWrittenSince: day.nullable().default(null),
  importId: z.uuid().nullable().default(null),
  /** Only contacts whose consent for the campaign's type has ended, or ends within so many days (0: has ended). */
  consentEndsWithin: z.number().int().min(0).max(365).nullable().default(null),
  /** Only contacts whom this consent campaign asked. */
  askedBy: z.uuid().nullable().default(null),
});
export type AudienceFilter = z.infer<typeof audienceFilterSchema>;

export const listSummarySchema = z.object({
  /** Contacts that the filter finds, plus external addresses of the chosen import. */
  total: z.number().int(),
  /** Would get the campaign now. */
  available: z.number().int(),
  groups: z.array(z.object({ group: summaryGroupSchema, count: z.number().int() })),
});
export type ListSummary = z.infer<typeof listSummarySchema>;

const name = z.string().trim().min(1).max(160);
const subject = z.string().trim().max(300);
const html = z.string().max(524_288);

export const campaignProgressSchema = z.object({
  queued: z.number().int(),
  handingOver: z.number().int(),
  accepted: z.number().int(),
  failed: z.number().int(),
  uncertain: z.number().int(),
  stopped: z.number().int(),
  total: z.number().int(),
  /** Of the queued: those of a large launch whose messages are still being made. */
  toQueue: z.number().int(),
  returned: z.number().int(),
  complained: z.number().int(),
});
export type CampaignProgress = z.infer<typeof campaignProgressSchema>;

export const campaignSchema = z.object({
  campaignId: z.uuid(),
  kind: campaignKindSchema,
  name: z.string(),
  state: campaignStateSchema,
  typeId: z.uuid(),
  senderId: z.uuid().nullable(),
  language: languageSchema,
  subject: z.string(),
  html: z.string(),
  filter: audienceFilterSchema,
  /** The mailing that a consent campaign prepares. */
  mailingId: z.uuid().nullable(),
  /** The consent campaign whose silent ones this one asks a second time. */
  reminderOf: z.uuid().nullable(),
  batchId: z.uuid().nullable(),
  summary: listSummarySchema.nullable(),
  progress: campaignProgressSchema.nullable(),
  /** While the first few of a large launch are tried out. */
  canary: canarySchema.nullable(),
  /** While messages wait for a limit: when the next one may leave. */
  nextFreeAt: timestamp.nullable(),
  scheduledAt: timestamp.nullable(),
  validatedAt: timestamp.nullable(),
  validatedBy: z.string().nullable(),
  launchedAt: timestamp.nullable(),
  launchedBy: z.string().nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  /** Sent back with each change: a change that was made on an older version is refused. */
  version: z.number().int(),
});
export type Campaign = z.infer<typeof campaignSchema>;

export const campaignListItemSchema = campaignSchema.omit({
  html: true,
  filter: true,
  summary: true,
  nextFreeAt: true,
  canary: true,
});
export type CampaignListItem = z.infer<typeof campaignListItemSchema>;
export const campaignPageSchema = pageOf(campaignListItemSchema);
export const campaignListQuery = listQuery.extend({
  kind: campaignKindSchema.optional(),
  state: campaignStateSchema.optional(),
});

export const createCampaignBody = z.object({
  kind: campaignKindSchema.default("mailing"),
  name,
  /** The organisation's main mailing type unless set. */
  typeId: z.uuid().optional(),
  senderId: z.uuid().nullable().default(null),
  language: languageSchema.optional(),
  subject: subject.default(""),
  html: html.default(""),
  filter: audienceFilterSchema.default(audienceFilterSchema.parse({})),
});
export type CreateCampaignInput = z.infer<typeof createCampaignBody>;

export const changeCampaignBody = z.object({
  version: z.number().int(),
  name: name.optional(),
  typeId: z.uuid().optional(),
  senderId: z.uuid().nullable().optional(),
  language: languageSchema.optional(),
  subject: subject.optional(),
  html: html.optional(),
  filter: audienceFilterSchema.optional(),
});
export type ChangeCampaignInput = z.infer<typeof changeCampaignBody>;

export const countAudienceBody = z.object({ kind: campaignKindSchema, typeId: z.uuid(), filter: audienceFilterSchema });
export const versionBody = z.object({ version: z.number().int() });

/** `recipients` is the number that the person saw and agreed to: another number means another list. */
export const launchCampaignBody = z.object({ version: z.number().int(), recipients: z.number().int() });
export type LaunchCampaignInput = z.infer<typeof launchCampaignBody>;
export const launchQuery = z.object({ dryRun: z.stringbool().default(false) });

export const scheduleCampaignBody = launchCampaignBody.extend({
  /** Local time in the organisation's zone, without offset: `2026-12-24T09:00`. */
  at: z.iso.datetime({ local: true, precision: -1 }),
});
export type ScheduleCampaignInput = z.infer<typeof scheduleCampaignBody>;

/** What happened to the frozen list since it was validated. */
export const listChangesSchema = z.object({
  validated: z.number().int(),
  stillAllowed: z.number().int(),
  /** Were allowed and are not any more, by what stops them now. */
  lost: z.array(z.object({ group: summaryGroupSchema, count: z.number().int() })),
  /** Are in the list, were not allowed and would be now: validating again adds them. */
  gained: z.number().int(),
  /** Match the filter now and are not in the list. */
  arrived: z.number().int(),
});
export type ListChanges = z.infer<typeof listChangesSchema>;

export const launchAnswerSchema = z.object({
  isDryRun: z.boolean(),
  recipients: z.number().int(),
  changes: listChangesSchema,
  campaign: campaignSchema,
});
export type LaunchAnswer = z.infer<typeof launchAnswerSchema>;

/** What somebody says since the request was handed over. */
export const requestAnswers = ["accepted", "refused", "silent"] as const;
export type RequestAnswer = (typeof requestAnswers)[number];

export const recipientSchema = z.object({
  contactId: z.uuid().nullable(),
  displayName: z.string(),
  company: z.string(),
  addressId: z.uuid().nullable(),
  address: z.string().nullable(),
  reason: listReasonSchema.nullable(),
  group: summaryGroupSchema,
  /** Null: no request was handed over to this address by this campaign. */
  answer: z.enum(requestAnswers).nullable(),
});
export type Recipient = z.infer<typeof recipientSchema>;
export const recipientPageSchema = pageOf(recipientSchema);
export const recipientListQuery = listQuery.extend({
  group: summaryGroupSchema.optional(),
  /** Of a consent campaign that was sent; "asked": whatever they answered. */
  answer: z.enum(["asked", ...requestAnswers]).optional(),
});

export const savedFilterSchema = z.object({
  savedFilterId: z.uuid(),
  name: z.string(),
  filter: audienceFilterSchema,
  createdAt: timestamp,
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;
export const savedFiltersSchema = z.object({ items: z.array(savedFilterSchema) });
export const saveFilterBody = z.object({ name: z.string().trim().min(1).max(80), filter: audienceFilterSchema });

/** What a consent campaign brought. */
export const consentResultsSchema = z.object({
  asked: z.number().int(),
  accepted: z.number().int(),
  refused: z.number().int(),
  silent: z.number().int(),
  /** The second and last request to the silent ones (D6); null: this is the reminder, or there can be none. */
  reminder: z
    .object({
      /** The pause is over from then, counted from the launch. */
      possibleFrom: timestamp,
      isPossible: z.boolean(),
      /** Once it was prepared. */
      campaignId: z.uuid().nullable(),
    })
    .nullable(),
});
export type ConsentResults = z.infer<typeof consentResultsSchema>;

/** What a consent campaign could bring, before it is sent. */
export const consentForecastSchema = z.object({
  /** A mailing with the same filter reaches so many today. */
  reachNow: z.number().int(),
  /** May be asked now. */
  askable: z.number().int(),
  /** Of a hundred who were asked by earlier consent campaigns, so many said yes. Null: nobody was asked yet. */
  pastYesPercent: z.number().int().nullable(),
  /** How many were asked then: the more, the surer. */
  pastAsked: z.number().int(),
  /** What the mailing would reach then: if they answer as those did. Null: unknown. */
  reachExpected: z.number().int().nullable(),
  /** If all of them say yes. */
  reachAtMost: z.number().int(),
});
export type ConsentForecast = z.infer<typeof consentForecastSchema>;

/** One step from the expiries: the list of those who may be asked anew, frozen and ready to be read and sent. */
export const prepareRenewalBody = z.object({
  typeId: z.uuid(),
  /** 0: only those whose consent has ended. A consent can be renewed in its last 30 days. */
  endsWithin: z.number().int().min(0).max(30).default(30),
});
