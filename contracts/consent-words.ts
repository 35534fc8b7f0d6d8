import { z } from "zod";

/** What the fold of the ledger holds. *Expired* is derived from the validity when somebody asks. */
export const consentStates = ["not-asked", "pending", "accepted", "refused", "withdrawn"] as const;
export const consentStateSchema = z.enum(consentStates);
export type ConsentState = (typeof consentStates)[number];

/** What people see: refused and withdrawn are told apart, expired is derived. */
export const consentStatuses = ["not-asked", "pending", "accepted", "expired", "refused", "withdrawn"] as const;
export const consentStatusSchema = z.enum(consentStatuses);
export type ConsentStatus = (typeof consentStatuses)[number];

/** The kinds of the ledger. `suppressed` and `released` concern the address whatever the type, `gap` the ledger itself. */
export const ledgerEvents = [
  "requested",
  "granted",
  "extended",
  "refused",
  "withdrawn",
  "ended",
  "overridden",
  "suppressed",
  "released",
  "gap",
] as const;
export const ledgerEventSchema = z.enum(ledgerEvents);
export type LedgerEvent = (typeof ledgerEvents)[number];

/** Who acts, as the rules see it: users and API keys are both staff. */
export const consentActors = ["person", "staff", "system", "operator"] as const;
export const consentActorSchema = z.enum(consentActors);
export type ConsentActor = (typeof consentActors)[number];

/** How the event came to be. `own-page` is the only one that can lift a refusal or a withdrawal. */
export const consentSources = [
  "own-page",
  "one-click",
  "undo",
  "request",
  "form",
  "paper",
  "phone",
  "in-person",
  "e-mail",
  "contract",
  "website",
  "import",
  "sms",
  "bounce",
  "complaint",
  "api",
  "contact-gone",
  "message",
  "manual",
  "restore",
] as const;
export const consentSourceSchema = z.enum(consentSources);
export type ConsentSource = (typeof consentSources)[number];

/** What staff may name when they record a consent that the person gave otherwise (V18). */
export const recordedSources = ["form", "paper", "phone", "in-person", "e-mail", "contract", "website"] as const;
export const recordedSourceSchema = z.enum(recordedSources);

/** The classes of messages, and `call` for the check before a telephone call. */
export const permissionClasses = [
  "marketing",
  "personal",
  "call",
  "service",
  "consent-request",
  "security",
  "reply",
] as const;
export type PermissionClass = (typeof permissionClasses)[number];
export const messageClasses = ["marketing", "personal", "service", "consent-request", "security", "reply"] as const;
export const messageClassSchema = z.enum(messageClasses);
export type MessageClass = (typeof messageClasses)[number];

/** Why a message may not leave. Each is a phrase `consent:reasons.<words>`. */
export const refusalReasons = [
  "consent.contact-gone",
  "consent.external",
  "consent.suppressed",
  "consent.withdrawn",
  "consent.refused",
  "consent.type-does-not-allow",
  "consent.already-accepted",
  "consent.asked-too-often",
  "consent.law-forbids",
  "consent.expired",
  "consent.pending",
  "consent.not-asked",
  "consent.not-now",
] as const;
export const refusalReasonSchema = z.enum(refusalReasons);
export type RefusalReason = (typeof refusalReasons)[number];

export const permitGrounds = [
  "consent",
  "service",
  "security",
  "consent-request",
  "stated-reason",
  "declaration",
  "reply",
] as const;
export type PermitGround = (typeof permitGrounds)[number];
