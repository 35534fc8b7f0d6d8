import { z } from "zod";
import { timestamp } from "./common.ts";
import { defineEvent } from "./events.ts";
import { languageSchema } from "./languages.ts";

/** Ordered from the most to the least trusted. */
export const roles = ["administrator", "campaign-manager", "operator", "viewer"] as const;
export const roleSchema = z.enum(roles);
export type Role = (typeof roles)[number];

/** A right of staff. What a person agreed to is never called a policy: that is consent. */
export const policies = [
  "contacts.read",
  "contacts.write",
  "contacts.import",
  "contacts.export",
  "consent.read",
  "consent.record",
  "consent.settings",
  "senders.read",
  "senders.manage",
  "templates.read",
  "templates.write",
  "campaigns.read",
  "campaigns.write",
  "campaigns.launch",
  "messages.read",
  "messages.send",
  "messages.resend",
  "users.manage",
  "organisation.manage",
  "api-keys.manage",
  "audit.read",
] as const;
export const policySchema = z.enum(policies);
export type Policy = (typeof policies)[number];

/** `classes`: 12 characters of four kinds. `passphrase`: 15 characters of any kind. Both obey the blocklist. */
export const passwordRules = ["classes", "passphrase"] as const;
export const passwordRuleSchema = z.enum(passwordRules);
export type PasswordRule = (typeof passwordRules)[number];

/** What a password lacks; each is a phrase under `identity:password.missing`. */
export const passwordFaults = [
  "too-short",
  "too-long",
  "no-lowercase",
  "no-uppercase",
  "no-digit",
  "no-special",
  "too-common",
  "contains-context",
  "same-as-before",
] as const;
export type PasswordFault = (typeof passwordFaults)[number];

const emailInput = z.string().trim().max(254).pipe(z.email());
const nameInput = z.string().trim().min(1).max(120);
/** Bytes, not characters, are what costs: a longer text is refused before it is hashed. */
const passwordInput = z.string().min(1).max(1024);

export const signInBody = z.object({
  email: z.string().trim().min(1).max(254),
  password: passwordInput,
  /** Given on the second try, when one e-mail and password open several organisations. */
  orgId: z.uuid().optional(),
});
export type SignInInput = z.infer<typeof signInBody>;

export const sessionSchema = z.object({
  user: z.object({
    userId: z.uuid(),
    name: z.string(),
    email: z.string(),
    language: languageSchema,
    role: roleSchema,
    policies: z.array(policySchema),
  }),
  organisation: z.object({
    orgId: z.uuid(),
    name: z.string(),
    isDemonstration: z.boolean(),
    language: languageSchema,
    timeZone: z.string(),
  }),
  /** While true, every route but the change of password and signing out answers 403. */
  mustChangePassword: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

export const signInAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("signed-in"), session: sessionSchema }),
  z.object({
    kind: z.literal("choose-organisation"),
    organisations: z.array(z.object({ orgId: z.uuid(), name: z.string() })),
  }),
]);
export type SignInAnswer = z.infer<typeof signInAnswer>;

export const changePasswordBody = z.object({ currentPassword: passwordInput, newPassword: passwordInput });
export type ChangePasswordInput = z.infer<typeof changePasswordBody>;

export const changeAccountBody = z.object({ name: nameInput, language: languageSchema }).partial();
export type ChangeAccountInput = z.infer<typeof changeAccountBody>;

export const openSessionSchema = z.object({
  sessionId: z.uuid(),
  isCurrent: z.boolean(),
  createdAt: timestamp,
  lastSeenAt: timestamp,
  expiresAt: timestamp,
  /** As the browser names itself: shown to the user, never trusted. */
  userAgent: z.string().nullable(),
});
export type OpenSession = z.infer<typeof openSessionSchema>;
export const openSessionsSchema = z.object({ items: z.array(openSessionSchema) });

export const userSchema = z.object({
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  language: languageSchema,
  shopId: z.uuid().nullable(),
  isDisabled: z.boolean(),
  mustChangePassword: z.boolean(),
  lastSignedInAt: timestamp.nullable(),
  createdAt: timestamp,
});
export type User = z.infer<typeof userSchema>;

export const addUserBody = z.object({
  email: emailInput,
  name: nameInput,
  role: roleSchema,
  language: languageSchema.optional(),
  shopId: z.uuid().optional(),
});
export type AddUserInput = z.infer<typeof addUserBody>;

export const changeUserBody = z
  .object({
    email: emailInput,
    name: nameInput,
    role: roleSchema,
    language: languageSchema,
    shopId: z.uuid().nullable(),
    isDisabled: z.boolean(),
  })
  .partial();
export type ChangeUserInput = z.infer<typeof changeUserBody>;

/** Shown once, valid 24 hours and for one sign-in, and opens nothing but the change form. */
export const temporaryPasswordSchema = z.object({
  userId: z.uuid(),
  temporaryPassword: z.string(),
  expiresAt: timestamp,
});
export type TemporaryPassword = z.infer<typeof temporaryPasswordSchema>;

export const organisationSchema = z.object({
  orgId: z.uuid(),
  name: z.string(),
  language: languageSchema,
  timeZone: z.string(),
  defaultCountry: z.string(),
  isDemonstration: z.boolean(),
  passwordRule: passwordRuleSchema,
  createdAt: timestamp,
});
export type Organisation = z.infer<typeof organisationSchema>;

export const changeOrganisationBody = z
  .object({
    name: nameInput,
    language: languageSchema,
    timeZone: z.string().min(1).max(64),
    defaultCountry: z.string().regex(/^[A-Z]{2}$/),
    passwordRule: passwordRuleSchema,
  })
  .partial();
export type ChangeOrganisationInput = z.infer<typeof changeOrganisationBody>;

export const shopSchema = z.object({
  shopId: z.uuid(),
  name: z.string(),
  city: z.string().nullable(),
  isDefault: z.boolean(),
});
export type Shop = z.infer<typeof shopSchema>;
export const shopsSchema = z.object({ items: z.array(shopSchema) });
export const addShopBody = z.object({ name: nameInput, city: z.string().trim().max(120).nullable().optional() });
export type AddShopInput = z.infer<typeof addShopBody>;
export const changeShopBody = addShopBody.extend({ isDefault: z.literal(true) }).partial();
export type ChangeShopInput = z.infer<typeof changeShopBody>;

export const apiKeySchema = z.object({
  apiKeyId: z.uuid(),
  name: z.string(),
  /** The first characters, enough to find the key in a configuration and too few to use it. */
  prefix: z.string(),
  policies: z.array(policySchema),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
  revokedAt: timestamp.nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
export const apiKeysSchema = z.object({ items: z.array(apiKeySchema) });

export const organisationCreated = defineEvent(
  "identity.organisation-created",
  z.object({
    orgId: z.uuid(),
    name: z.string(),
    language: languageSchema,
    defaultCountry: z.string(),
    isDemonstration: z.boolean(),
  }),
);

/** The other administrators must learn of it: who resets an administrator could be an intruder. */
export const administratorReset = defineEvent(
  "identity.administrator-reset",
  z.object({
    userId: z.uuid(),
    userName: z.string(),
    reason: z.string(),
    operator: z.string(),
    tell: z.array(z.object({ userId: z.uuid(), email: z.string(), name: z.string(), language: languageSchema })),
  }),
);

/** `by` is "self" after a change, "administrator" or "operator" after a reset. */
export const passwordChanged = defineEvent(
  "identity.password-changed",
  z.object({
    userId: z.uuid(),
    email: z.string(),
    name: z.string(),
    language: languageSchema,
    by: z.enum(["self", "administrator", "operator"]),
  }),
);
