import { expect, test } from "vitest";
import type { AuditEntry } from "../../../contracts/audit.ts";
import { subjectPath } from "./subject-path.ts";

const entry = (action: string, subjectKind: string): AuditEntry => ({
  entryId: "01a20125-8dd8-7734-9845-cb1a6e2601a5",
  recordedAt: "2026-01-01T00:00:00.000Z",
  actorKind: "system",
  actorId: null,
  actorName: null,
  action,
  subjectKind,
  subjectId: "7",
  details: {},
});

test("what was done leads to the page of what it was done to, or to the screen that it stands on", () => {
  expect(subjectPath(entry("contacts.contact-added", "contact"))).toBe("/contacts/7");
  expect(subjectPath(entry("consent.list-started", "consent-import"))).toBe("/settings/consent-exchange/7");
  expect(subjectPath(entry("consent.reason-added", "reason"))).toBe("/settings/privacy");
  expect(subjectPath(entry("consent.law-rule-changed", "organisation"))).toBe("/settings/consent-law");
  expect(subjectPath(entry("consent.address-suppressed", "address"))).toBe("/contacts?addressId=7");
});

test("what is gone, or stands nowhere, leads nowhere", () => {
  expect(subjectPath(entry("contacts.contact-erased", "contact"))).toBeUndefined();
  expect(subjectPath(entry("campaigns.campaign-discarded", "campaign"))).toBeUndefined();
});
