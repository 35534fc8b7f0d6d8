import { z } from "zod";
import { timestamp } from "./common.ts";
import { consentStatusSchema } from "./consent.ts";

export const exchangeKinds = ["consents", "suppressions"] as const;
export type ExchangeKind = (typeof exchangeKinds)[number];
export const exchangeStates = [
  "reading",
  "checking",
  "checked",
  "running",
  "done",
  "undoing",
  "undone",
  "failed",
] as const;
export type ExchangeState = (typeof exchangeStates)[number];

/** What a column of the file means. Phrases `consent-exchange:fields.<field>`. */
export const exchangeFields = ["address", "type", "state", "date", "source", "evidence", "ignore"] as const;
export type ExchangeField = (typeof exchangeFields)[number];

/** What a row asks for. */
export const rowWishes = ["yes", "no", "unsubscribed", "bounced", "complained", "nothing"] as const;
export type RowWish = (typeof rowWishes)[number];

/** What a row does. The first four change something. Phrases `consent-exchange:outcomes.<outcome>`. */
export const rowOutcomes = [
  "raise",
  "lower",
  "block",
  "remember",
  "same",
  "kept-no",
  "incomplete",
  "expired",
  "unknown",
  "duplicate",
  "contradiction",
  "not-listed",
  "unreadable",
] as const;
export type RowOutcome = (typeof rowOutcomes)[number];
export const changingOutcomes: readonly RowOutcome[] = ["raise", "lower", "block", "remember"];

/** What is missing or wrong in a row. Phrases `consent-exchange:problems.<problem>`. */
export const rowProblems = ["address", "type", "state", "date", "future-date", "source", "evidence"] as const;
export type RowProblem = (typeof rowProblems)[number];

export const consentImportSchema = z.object({
  consentImportId: z.uuid(),
  fileName: z.string(),
  kind: z.enum(exchangeKinds),
  columns: z.array(z.object({ header: z.string(), field: z.enum(exchangeFields) })),
  defaultTypeId: z.uuid().nullable(),
  state: z.enum(exchangeStates),
  failureCode: z.string().nullable(),
  failureLine: z.number().int().nullable(),
  totalRows: z.number().int(),
  doneRows: z.number().int(),
  /** Counts per transition: from which status to which, and why not. */
  transitions: z.array(
    z.object({
      outcome: z.enum(rowOutcomes),
      fromStatus: consentStatusSchema.nullable(),
      toStatus: consentStatusSchema.nullable(),
      count: z.number().int(),
    }),
  ),
  /** Consents that an undo would take back, and noes that stay. */
  undoable: z.number().int(),
  staying: z.number().int(),
  createdBy: z.string(),
  createdAt: timestamp,
  endedAt: timestamp.nullable(),
});
export type ConsentImport = z.infer<typeof consentImportSchema>;
export const consentImportsSchema = z.object({ items: z.array(consentImportSchema) });

export const changeConsentImportBody = z.object({ defaultTypeId: z.uuid() });
export type ChangeConsentImportInput = z.infer<typeof changeConsentImportBody>;

export const consentImportRowSchema = z.object({
  line: z.number().int(),
  address: z.string(),
  type: z.string(),
  state: z.string(),
  date: z.string(),
  source: z.string(),
  evidence: z.string(),
  wants: z.enum(rowWishes),
  outcome: z.enum(rowOutcomes).nullable(),
  problem: z.enum(rowProblems).nullable(),
  fromStatus: consentStatusSchema.nullable(),
  toStatus: consentStatusSchema.nullable(),
  isDone: z.boolean(),
  isUndone: z.boolean(),
});
export type ConsentImportRow = z.infer<typeof consentImportRowSchema>;
export const consentImportRowsSchema = z.object({
  items: z.array(consentImportRowSchema),
  total: z.number().int(),
  nextCursor: z.string().nullable(),
});
export const consentImportRowsQuery = z.object({
  outcome: z.enum(rowOutcomes).optional(),
  fromStatus: consentStatusSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(20).optional(),
});
export type ConsentImportRowsQuery = z.infer<typeof consentImportRowsQuery>;

export const suppressionFormats = ["brevo", "mailjet", "listmonk", "mautic", "plain"] as const;
export type SuppressionFormat = (typeof suppressionFormats)[number];
