import { z } from "zod";
import { timestamp } from "./common.ts";
import { defineEvent } from "./events.ts";
import { repeatGuardSchema } from "./repeat-guard.ts";

/** `platform`: the installation's own sender, one row per organisation. `smtp`: a mailbox of the organisation. */
export const senderKinds = ["platform", "smtp"] as const;
export type SenderKind = (typeof senderKinds)[number];

/** What a message is about; `all` stands for the others (I3). `campaigns`: a sending service for mailings only (X44). */
export const senderAreas = ["tickets", "invoices", "clients", "campaigns", "all"] as const;
export const senderAreaSchema = z.enum(senderAreas);
export type SenderArea = z.infer<typeof senderAreaSchema>;

/** `tls`: encrypted from the first byte. `starttls`: a clear connection that must be upgraded before anything secret is said. */
export const smtpEncryptions = ["tls", "starttls", "none"] as const;
export const smtpEncryptionSchema = z.enum(smtpEncryptions);
export type SmtpEncryption = z.infer<typeof smtpEncryptionSchema>;

export const sendingModes = ["platform", "own-mailbox"] as const;
export const sendingModeSchema = z.enum(sendingModes);
export type SendingMode = z.infer<typeof sendingModeSchema>;

export const messageEncodings = ["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252"] as const;
export const messageEncodingSchema = z.enum(messageEncodings);
export type MessageEncoding = z.infer<typeof messageEncodingSchema>;

/** What a person sees first about a mailbox. `paused`: the server refused us several times, messages wait. */
export const senderStates = [
  "works",
  "not-tested",
  "password-missing",
  "test-failed",
  "paused",
  "off",
  "not-connected",
] as const;
export const senderStateSchema = z.enum(senderStates);
export type SenderState = z.infer<typeof senderStateSchema>;

/** Why a test or a connection failed, by the phase where it did. Each is a phrase under `senders:test.outcome`. */
export const testOutcomes = [
  "accepted",
  "not-connected",
  "password-missing",
  "host-not-found",
  "destination-not-allowed",
  "connection-refused",
  "connection-timed-out",
  "certificate-not-valid",
  "encryption-not-offered",
  "wrong-encryption",
  "greeting-refused",
  "wrong-password",
  "sign-in-not-offered",
  "sender-refused",
  "recipient-refused",
  "limit-reached",
  "message-refused",
  "connection-lost",
  "no-answer-after-message",
] as const;
export const testOutcomeSchema = z.enum(testOutcomes);
export type TestOutcome = z.infer<typeof testOutcomeSchema>;

/** What to do about it at one provider. Each is a phrase under `senders:test.hint`. */
export const testHints = [
  "microsoft-basic-off",
  "microsoft-personal",
  "gmail-app-password",
  "gmail-two-step",
  "yahoo-app-password",
  "aol-app-password",
  "icloud-app-password",
  "free-switch",
  "gmx-switch",
  "orange-third-party",
  "la-poste-user-name",
  "brevo-smtp-key",
  "sendgrid-api-key",
  "relay-credentials",
  "sender-not-verified",
  "stray-spaces",
] as const;
export const testHintSchema = z.enum(testHints);
export type TestHint = z.infer<typeof testHintSchema>;

/** A host name or an address: what WHATWG calls a host, so that no port, path or user can hide in it. */
const hostInput = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(253)
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$|^\[?[0-9a-f:.]+\]?$/);
/** One line: a line break here would become a header of its own in every message. */
const oneLine = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}]*$/u);
const displayNameInput = oneLine.max(120);
const addressInput = z.string().trim().toLowerCase().max(254).pipe(z.email());
const userNameInput = oneLine.max(254);

const domainInput = z
  .string()
  .trim()
  .toLowerCase()
  .max(180)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);

export const frequencyLimitSchema = z.object({
  count: z.number().int().min(1).max(1_000_000),
  hours: z.number().int().min(1).max(720),
});
export type FrequencyLimit = z.infer<typeof frequencyLimitSchema>;

export const senderOwnerInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("shop"), shopId: z.uuid().optional() }),
  z.object({ kind: z.literal("user"), userId: z.uuid() }),
]);
export type SenderOwnerInput = z.infer<typeof senderOwnerInput>;

export const addSenderBody = z.object({
  presetId: z.string().max(40).nullable().default(null),
  owner: senderOwnerInput.default({ kind: "shop" }),
  area: senderAreaSchema.default("all"),
  displayName: displayNameInput,
  fromAddress: addressInput,
  replyTo: addressInput.nullable().default(null),
  /** Null: the server asks for no sign-in. */
  userName: userNameInput.min(1).nullable(),
  host: hostInput,
  port: z.number().int().min(1).max(65_535),
  encryption: smtpEncryptionSchema,
  encoding: messageEncodingSchema.default("utf-8"),
  isEnabled: z.boolean().default(true),
  limit: frequencyLimitSchema.nullable().default(null),
  connections: z.number().int().min(1).max(50).default(10),
  /** Reports about undeliverable mail go to an address of this domain. Null: to the mailbox's own address. */
  returnDomain: domainInput.nullable().default(null),
  /** Null: the server delivers what it gets twice. Must be true of the server, or people get messages twice. */
  repeatGuard: repeatGuardSchema.nullable().default(null),
});
export type AddSenderInput = z.infer<typeof addSenderBody>;

/** The area cannot be changed (I4): messages of an area would silently change their mailbox. */
export const changeSenderBody = z
  .object({
    presetId: z.string().max(40).nullable(),
    displayName: displayNameInput,
    fromAddress: addressInput,
    replyTo: addressInput.nullable(),
    userName: userNameInput.min(1).nullable(),
    host: hostInput,
    port: z.number().int().min(1).max(65_535),
    encryption: smtpEncryptionSchema,
    encoding: messageEncodingSchema,
    isEnabled: z.boolean(),
    limit: frequencyLimitSchema.nullable(),
    connections: z.number().int().min(1).max(50),
    returnDomain: domainInput.nullable(),
    /** Another host, port, user or encryption ends it, unless it is given with them. */
    repeatGuard: repeatGuardSchema.nullable(),
  })
  .partial();
export type ChangeSenderInput = z.infer<typeof changeSenderBody>;

/** Any characters are a legal password, the spaces around it too: the screen shows them, nobody removes them unasked. */
export const setPasswordBody = z.object({ password: z.string().min(1).max(1024) });
export type SetPasswordInput = z.infer<typeof setPasswordBody>;

/** `other-key`: something else, or more than ours, stands in the domain. Each is a phrase under `senders:dkim.check`. */
export const dkimCheckOutcomes = ["found", "other-key", "not-found", "no-answer"] as const;
export const dkimCheckOutcomeSchema = z.enum(dkimCheckOutcomes);
export type DkimCheckOutcome = z.infer<typeof dkimCheckOutcomeSchema>;

export const dkimSchema = z.object({
  /** Null: none was made, and mails leave unsigned. */
  key: z
    .object({
      domain: z.string(),
      selector: z.string(),
      /** The TXT record that the domain must have. */
      recordName: z.string(),
      recordValue: z.string(),
      isEnabled: z.boolean(),
      createdAt: timestamp,
      lastCheck: z.object({ outcome: dkimCheckOutcomeSchema, checkedAt: timestamp }).nullable(),
    })
    .nullable(),
});
export type Dkim = z.infer<typeof dkimSchema>;

export const switchDkimBody = z.object({ isEnabled: z.boolean() });

export const senderSettingsSchema = z.object({
  sendingMode: sendingModeSchema,
  /** Whether the installation has a sender of its own at all. */
  platformSender: z.enum(["connected", "demonstration", "not-connected"]),
  /** Whether this installation accepts mailboxes without encryption. */
  allowsUnencrypted: z.boolean(),
});
export type SenderSettings = z.infer<typeof senderSettingsSchema>;
export const changeSenderSettingsBody = z.object({ sendingMode: sendingModeSchema });

export const senderSchema = z.object({
  senderId: z.uuid(),
  kind: z.enum(senderKinds),
  state: senderStateSchema,
  owner: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("installation") }),
    z.object({ kind: z.literal("shop"), shopId: z.uuid(), name: z.string() }),
    z.object({ kind: z.literal("user"), userId: z.uuid(), name: z.string() }),
  ]),
  area: senderAreaSchema,
  displayName: z.string(),
  fromAddress: z.string().nullable(),
  replyTo: z.string().nullable(),
  presetId: z.string().nullable(),
  userName: z.string().nullable(),
  host: z.string().nullable(),
  port: z.number().int().nullable(),
  encryption: smtpEncryptionSchema.nullable(),
  encoding: messageEncodingSchema,
  isEnabled: z.boolean(),
  hasPassword: z.boolean(),
  limit: frequencyLimitSchema.nullable(),
  connections: z.number().int(),
  returnDomain: z.string().nullable(),
  repeatGuard: z.object({ header: z.string(), hours: z.number().int() }).nullable(),
  lastTest: z.object({ testedAt: timestamp, outcome: testOutcomeSchema, hint: testHintSchema.nullable() }).nullable(),
  breaker: z.object({ openedAt: timestamp, reason: z.string() }).nullable(),
  createdAt: timestamp,
});
export type Sender = z.infer<typeof senderSchema>;
export const senderListSchema = z.object({ items: z.array(senderSchema) });

export const testSenderBody = z.object({ to: addressInput });
export type TestSenderInput = z.infer<typeof testSenderBody>;
export const testAnswerSchema = z.object({
  outcome: testOutcomeSchema,
  hint: testHintSchema.nullable(),
  /** What the server said, cleaned and cut; null when nothing was said. */
  serverReply: z.string().nullable(),
});
export type TestAnswer = z.infer<typeof testAnswerSchema>;

export const passwordKinds = [
  "mailbox",
  "app-password",
  "mailbox-or-app-password",
  "smtp-key",
  "api-keys",
  "no-password-sign-in",
] as const;
export const userNameForms = ["full-address", "before-at", "either", "provider-login", "fixed"] as const;
export const presetCertainties = ["verified", "second-hand", "not-verified"] as const;
export const presetGroups = ["mailbox", "relay"] as const;

export const smtpPresetSchema = z.object({
  presetId: z.string(),
  name: z.string(),
  group: z.enum(presetGroups),
  /** Null: nobody could name it; the person types what the provider says. */
  host: z.string().nullable(),
  /** Other hosts of the same provider: a country, a region, a use. */
  otherHosts: z.array(z.string()),
  port: z.number().int(),
  encryption: smtpEncryptionSchema,
  otherPorts: z.array(z.object({ port: z.number().int(), encryption: smtpEncryptionSchema })),
  userNameForm: z.enum(userNameForms),
  fixedUserName: z.string().nullable(),
  passwordKind: z.enum(passwordKinds),
  /** Ends of e-mail addresses from which the provider is guessed. */
  domains: z.array(z.string()),
  /** Phrases `senders:guide.<guide>.step-1` … `step-<steps>`, and `note` where the guide has one. */
  guide: z.string(),
  steps: z.number().int(),
  hasNote: z.boolean(),
  source: z.string(),
  checkedOn: z.iso.date(),
  certainty: z.enum(presetCertainties),
});
export type SmtpPreset = z.infer<typeof smtpPresetSchema>;
export const smtpPresetsSchema = z.object({ items: z.array(smtpPresetSchema) });

/** What keeps messages waiting; the banner and the first-time checklist read it. */
export const senderReadinessSchema = z.discriminatedUnion("ready", [
  z.object({ ready: z.literal(true), senderId: z.uuid(), kind: z.enum([...senderKinds, "demonstration"]) }),
  z.object({ ready: z.literal(false), reason: z.enum(["no-sender", "password-missing", "off", "paused"]) }),
]);
export type SenderReadiness = z.infer<typeof senderReadinessSchema>;

/** Something that decides whether and how a sender may be used has changed: what waits for it should look again. */
export const senderChanged = defineEvent("senders.sender-changed", z.object({ senderId: z.uuid() }));
