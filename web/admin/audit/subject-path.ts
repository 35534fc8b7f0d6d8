import type { AuditEntry } from "../../../contracts/audit.ts";

const folders: Record<string, string> = {
  campaign: "/campaigns",
  contact: "/contacts",
  "consent-type": "/settings/consent-types",
  import: "/contacts/imports",
  message: "/messages",
  sender: "/settings/senders",
  template: "/templates",
  user: "/settings/users",
};

/** The page of what was done something to, if it has one and may still be there. */
export function subjectPath({ action, subjectKind, subjectId }: AuditEntry): string | undefined {
  const folder = folders[subjectKind];
  const isGone = /-(erased|removed|discarded)$|\.discarded$/.test(action) && subjectKind !== "import";
  return folder === undefined || subjectId === null || isGone ? undefined : `${folder}/${subjectId}`;
}
