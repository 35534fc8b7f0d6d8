import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";
import { contactKinds, contactStatuses, importRefusalReasons } from "./contacts.ts";

export const importEncodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type ImportEncoding = (typeof importEncodings)[number];
export const importSeparators = [",", ";", "\t", "|"] as const;
export type ImportSeparator = (typeof importSeparators)[number];
export const importTools = ["google", "outlook", "hubspot", "mailchimp", "brevo", "listmonk", "other"] as const;
export type ImportTool = (typeof importTools)[number];

/** What a column of the file can mean. `ignore` keeps it out. */
export const importFields = [
  "ignore",
  "last-name",
  "first-name",
  "middle-name",
  "full-name",
  "civility",
  "company",
  "email",
  "email-label",
  "phone",
  "phone-label",
  "address-line-1",
  "address-line-2",
  "postcode",
  "city",
  "country",
  "language",
  "tags",
  "notes",
  "kind",
  "status",
  "unsubscribed",
  "sms-unsubscribed",
  "unsubscribed-at",
  "bounced-at",
  "attributes",
] as const;
export type ImportField = (typeof importFields)[number];

/** `group` joins columns that belong together: the second e-mail and its label, the parts of the home address. */
export const importColumnSchema = z.object({
  column: z.number().int().min(0),
  header: z.string(),
  field: z.enum(importFields),
  group: z.number().int().min(1).max(50),
  /** A value from the first rows, to know the column by. */
  example: z.string(),
});
export type ImportColumn = z.infer<typeof importColumnSchema>;

/** D10. `list`: only addresses that are already registered are used; the others are external. */
export const importPeople = ["clients", "prospects", "suppliers", "directory", "list"] as const;
export type ImportPeople = (typeof importPeople)[number];

export const importStates = [
  "reading",
  "ready",
  "checking",
  "checked",
  "running",
  "done",
  "undoing",
  "undone",
  "failed",
] as const;
export type ImportState = (typeof importStates)[number];

/** What a row would do, or did. `registered`: on a list, an address that is already ours. */
export const importOutcomes = ["new", "update", "same", "duplicate", "registered", "external", "refused"] as const;
export const importOutcomeSchema = z.enum(importOutcomes);
export type ImportOutcome = (typeof importOutcomes)[number];

export const importSettingsSchema = z.object({
  encoding: z.enum(importEncodings),
  separator: z.enum(importSeparators),
  columns: z.array(importColumnSchema).max(1000),
  people: z.enum(importPeople),
  /** Where the list comes from; needed unless they are one's own clients. */
  source: z.string().max(300),
  /** ISO 3166 of numbers without a country code. */
  country: z.string().regex(/^[A-Z]{2}$/u),
  /** What happens to contacts that are already there: fill only what is missing, or take the file's values. */
  onExisting: z.enum(["fill", "replace"]),
  tags: z.array(z.string().trim().min(1).max(60)).max(10),
});
export type ImportSettings = z.infer<typeof importSettingsSchema>;
export const changeImportBody = importSettingsSchema
  .omit({ columns: true })
  .partial()
  .extend({
    columns: z
      .array(importColumnSchema.pick({ column: true, field: true, group: true }))
      .max(1000)
      .optional(),
  });
export type ChangeImportInput = z.infer<typeof changeImportBody>;

export const contactImportSchema = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  fileBytes: z.number().int(),
  tool: z.enum(importTools),
  state: z.enum(importStates),
  /** When failed: a phrase under `contacts:import.failures`, with its values. */
  failure: z.object({ code: z.string(), line: z.number().int().nullable() }).nullable(),
  settings: importSettingsSchema,
  totalRows: z.number().int(),
  /** Of the step that runs now: rows read, checked, imported or undone. */
  doneRows: z.number().int(),
  counts: z.record(importOutcomeSchema, z.number().int()),
  /** Rows with a remark (put into form beyond case, a phone moved to the notes, a shared address …). */
  remarks: z.number().int(),
  /** People who said no elsewhere. */
  refusals: z.number().int(),
  undo: z.object({ removed: z.number().int(), restored: z.number().int(), kept: z.number().int() }).nullable(),
  declaredBy: z.string(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
});
export type ContactImport = z.infer<typeof contactImportSchema>;
export const contactImportPageSchema = pageOf(contactImportSchema);

export const importRemarkSchema = z.object({
  /** A phrase under `contacts:remarks` (or `problems` for addresses). */
  code: z.string(),
  value: z.string(),
});
export type ImportRemark = z.infer<typeof importRemarkSchema>;

/** A row put into form, ready to become a contact. */
export const importDraftSchema = z.object({
  kind: z.enum(contactKinds).nullable(),
  status: z.enum(contactStatuses).nullable(),
  civility: z.string(),
  lastName: z.string(),
  firstName: z.string(),
  company: z.string(),
  addressLine1: z.string(),
  addressLine2: z.string(),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
  language: z.string(),
  tags: z.array(z.string()),
  notes: z.string(),
  typed: z.object({ lastName: z.string(), firstName: z.string(), city: z.string() }),
  addresses: z.array(
    z.object({ kind: z.enum(["email", "phone"]), value: z.string(), typed: z.string(), label: z.string() }),
  ),
  refusals: z.array(
    z.object({ kind: z.enum(["email", "phone"]), reason: z.enum(importRefusalReasons), date: timestamp.nullable() }),
  ),
});
export type ImportDraft = z.infer<typeof importDraftSchema>;

export const importRowSchema = z.object({
  line: z.number().int(),
  outcome: importOutcomeSchema,
  /** The cells as they are in the file, in the order of the columns. */
  cells: z.array(z.string()),
  draft: importDraftSchema.nullable(),
  remarks: z.array(importRemarkSchema),
  contactId: z.uuid().nullable(),
  /** For an update: what changes. */
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
export type ImportRow = z.infer<typeof importRowSchema>;
export const importRowsQuery = listQuery.pick({ limit: true, cursor: true }).extend({
  outcome: importOutcomeSchema.optional(),
  only: z.enum(["remarks", "refusals"]).optional(),
});
export type ImportRowsQuery = z.infer<typeof importRowsQuery>;
export const importRowPageSchema = pageOf(importRowSchema);
