import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";

export const auditEntrySchema = z.object({
  entryId: z.uuid(),
  recordedAt: timestamp,
  actorKind: z.enum(["user", "api-key", "person", "system", "operator"]),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  /** `module.what-happened`; a phrase stands under `audit:actions` for those that the screens show by name. */
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** `search` is the beginning of an action. */
export const auditQuery = listQuery.extend({
  subjectKind: z.string().max(60).optional(),
  subjectId: z.string().max(60).optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;
export const auditPage = pageOf(auditEntrySchema);
export type AuditEntryPage = z.infer<typeof auditPage>;
