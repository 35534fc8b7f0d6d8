import type { AuditEntry } from "../../../contracts/audit.ts";

const folders: Record<string, string> = {
  campaign: "/campaigns",
  contact: "/contacts",
  "consent-import": "/settings/consent-exchange",
  "consent-type": "/settings/consent-types",
  import: "/contacts/imports",
  message: "/messages",
  sender: "/settings/senders",
  template: "/templates",
  user: "/settings/users",
};

/** What has no page of its own, and the screen that it stands on. */
const screens: Record<string, string> = {
  "api-key": "/settings/api-keys",
  "call-check": "/calls",
  reason: "/settings/privacy",
  shop: "/settings/organisation",
};

/** What was done to the organisation as a whole, and the screen that shows it. */
const organisationScreens: Record<string, string> = {
  "consent.consents-exported": "/settings/consent-exchange",
  "consent.law-rule-changed": "/settings/consent-law",
  "consent.ledger-exported": "/settings/consent-ledger",
  "consent.register-checked": "/settings/consent-law",
  "consent.restore-confirmed": "/settings/consent-ledger",
  "consent.settings-changed": "/settings/privacy",
  "consent.suppressions-exported": "/settings/consent-exchange",
  "identity.organisation-changed": "/settings/organisation",
  "identity.organisation-created": "/settings/organisation",
  "senders.sending-mode-changed": "/settings/senders",
  "workspace.demonstration-filled": "/contacts",
};

/** The page of what was done something to, if it has one and may still be there. */
export function subjectPath({ action, subjectKind, subjectId }: AuditEntry): string | undefined {
  if (subjectKind === "address") return subjectId === null ? undefined : `/contacts?addressId=${subjectId}`;
  const screen = screens[subjectKind] ?? (subjectKind === "organisation" ? organisationScreens[action] : undefined);
  if (screen !== undefined) return screen;
  const folder = folders[subjectKind];
  const isGone = /-(erased|removed|discarded)$|\.discarded$/.test(action) && subjectKind !== "import";
  return folder === undefined || subjectId === null || isGone ? undefined : `${folder}/${subjectId}`;
}
