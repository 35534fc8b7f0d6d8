import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";
import { type Language, languageSchema } from "./languages.ts";
import { type TemplateKind, templateKinds } from "./template-variables.ts";

export const templateKindSchema = z.enum(templateKinds);

/** In characters of what the person wrote. The finished mail may have 512 KiB. */
export const longestHtml = 262_144;
export const longestSubject = 250;

/** Kinds that automatic messages are made from: one template of a language is in use, the others wait. */
export const automaticKinds = ["consent-request"] as const satisfies readonly TemplateKind[];

export const subjectInput = z.string().trim().min(1).max(longestSubject);
export const htmlInput = z.string().trim().min(1).max(longestHtml);

export const contentInput = z.object({
  kind: templateKindSchema,
  language: languageSchema,
  subject: subjectInput,
  html: htmlInput,
});
export type ContentInput = z.infer<typeof contentInput>;

export const templateInput = contentInput.extend({ name: z.string().trim().min(1).max(120) });
export type TemplateInput = z.infer<typeof templateInput>;

/** `contentVersionId`: the version that the change was made from; a newer one refuses the change. */
export const templateChange = templateInput.extend({ contentVersionId: z.uuid() });
export type TemplateChange = z.infer<typeof templateChange>;

export const templateSummarySchema = z.object({
  templateId: z.uuid(),
  name: z.string(),
  kind: templateKindSchema,
  language: languageSchema,
  subject: z.string(),
  /** Automatic messages of this kind and language are made from it. */
  isInUse: z.boolean(),
  contentVersionId: z.uuid(),
  createdAt: timestamp,
  updatedAt: timestamp,
  archivedAt: timestamp.nullable(),
});
export type TemplateSummary = z.infer<typeof templateSummarySchema>;

export const templateSchema = templateSummarySchema.extend({
  html: z.string(),
  text: z.string(),
  variables: z.array(z.string()),
});
export type Template = z.infer<typeof templateSchema>;

export const templateQuery = listQuery.extend({
  kind: templateKindSchema.optional(),
  language: languageSchema.optional(),
  archived: z.enum(["no", "yes", "all"]).default("no"),
});
export type TemplateQuery = z.infer<typeof templateQuery>;
export const templatePage = pageOf(templateSummarySchema);

/** Exactly what stands in a message, for ever: never changed, never deleted. */
export interface ContentVersion {
  contentVersionId: string;
  kind: TemplateKind;
  language: Language;
  subject: string;
  html: string;
  text: string;
  /** Keys of the variables in it. */
  variables: string[];
  /** SHA-256 in hexadecimal over language, subject, html and text. */
  hash: string;
}

/** What keeps a text from being saved. Each is `templates.<code>` in errors.ts. */
export const contentFaultCodes = [
  "unknown-variable",
  "misspelt-variable",
  "variable-not-for-kind",
  "variable-not-here",
  "variable-in-site-address",
  "variable-split",
  "fallback-on-link",
  "section-without-end",
  "end-without-section",
  "section-crosses-layout",
  "too-many-variables",
  "consent-link-missing",
  "consent-type-missing",
  "nothing-to-read",
  "too-long",
] as const;
export type ContentFaultCode = (typeof contentFaultCodes)[number];

export const contentFaultSchema = z.object({
  code: z.enum(contentFaultCodes),
  field: z.enum(["subject", "html"]),
  /** As written; empty when something is missing. */
  token: z.string(),
  suggestion: z.string().nullable(),
  /** Where it stands in what was sent, counted from 1; null when it cannot be told. */
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
});
export type ContentFault = z.infer<typeof contentFaultSchema>;

export const contentDraft = contentInput.extend({
  subject: z.string().max(longestSubject),
  html: z.string().max(longestHtml),
});
export type ContentDraft = z.infer<typeof contentDraft>;

/** Faults, and the message as its reader would get it with example values. */
export const contentCheckSchema = z.object({
  faults: z.array(contentFaultSchema),
  subject: z.string(),
  text: z.string(),
});
export type ContentCheck = z.infer<typeof contentCheckSchema>;

/** `images`: load pictures from elsewhere; their server then learns that somebody looked. */
export const previewInput = contentDraft.extend({ images: z.boolean().default(true) });

export const variableSchema = z.object({
  key: z.string(),
  names: z.record(languageSchema, z.array(z.string())),
  holds: z.enum(["text", "link"]),
  kinds: z.array(templateKindSchema),
  examples: z.record(languageSchema, z.string()),
});

export const starterSchema = z.object({
  starter: z.string(),
  kind: templateKindSchema,
  language: languageSchema,
  name: z.string(),
  subject: z.string(),
  html: z.string(),
});
export type Starter = z.infer<typeof starterSchema>;
