import { z } from "zod";
import { consentActors, consentSources, consentStates, ledgerEvents } from "../../../contracts/consent.ts";
import { languages } from "../../../contracts/languages.ts";
import { canonicalJson, ledgerFormat } from "./ledger-record.rules.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

export const headerLine = z.strictObject({
  format: z.literal(ledgerFormat),
  version: z.literal(1),
  orgId: z.uuid(),
  exportedAt: moment,
});

export const recordShape = z.strictObject({
  v: z.literal(1),
  eventId: z.uuid(),
  kind: z.enum(ledgerEvents),
  subject: z.uuid(),
  commitment: hash.nullable(),
  type: z.uuid().nullable(),
  stateAfter: z.enum(consentStates).nullable(),
  actor: z.enum(consentActors),
  actorRef: z.string().nullable(),
  source: z.enum(consentSources),
  occurredAt: moment,
  recordedAt: moment,
  validUntil: moment.nullable(),
  language: z.enum(languages).nullable(),
  wordingHash: hash.nullable(),
  evidence: hash.nullable(),
  messageId: z.uuid().nullable(),
});

/** Capitals would be another spelling of the same salt. */
const salted = z.strictObject({ salt: z.string().regex(/^[0-9a-f]+$/), text: z.string() }).optional();

/** What the hashes stand for, as long as nobody asked for its erasure. */
const besideShape = z.strictObject({
  address: salted,
  evidence: salted,
  wording: z
    .strictObject({ language: z.string(), version: z.number().int(), title: z.string(), text: z.string() })
    .optional(),
  actorName: z.string().optional(),
});
export type Beside = z.infer<typeof besideShape>;

export const eventLine = z.strictObject({
  seq: z.number().int().min(1),
  prev: hash,
  hash,
  record: recordShape,
  beside: besideShape.optional(),
});
export type EventLine = z.infer<typeof eventLine>;

/** Signed with the installation's key, and kept outside the database. `linesHash` covers an export's lines before it. */
export const checkpointShape = z.strictObject({
  orgId: z.uuid(),
  seq: z.number().int().min(0),
  hash,
  at: moment,
  linesHash: hash.optional(),
});
export type Checkpoint = z.infer<typeof checkpointShape>;

export const checkpointLine = z.strictObject({ checkpoint: checkpointShape, signature: z.string() });
export type CheckpointLine = z.infer<typeof checkpointLine>;

/** The value of a line, or undefined for a line that is not spelled exactly as an export spells it. */
export function readLine<Shape extends z.ZodType>(shape: Shape, line: string): z.infer<Shape> | undefined {
  try {
    const parsed = shape.safeParse(JSON.parse(line));
    return parsed.success && canonicalJson(parsed.data as object) === line ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
