import { organisationCreated } from "../../../../contracts/identity.ts";
import type { Language } from "../../../../contracts/languages.ts";
import { type Actor, type Context, runInOrganisation } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import { newId } from "../../../platform/ids.ts";
import type { Platform } from "../../../platform/platform.ts";
import { recordAudit } from "../../audit/index.ts";
import { hashPassword } from "../passwords/hash-password.ts";
import { makeTemporaryPassword } from "../passwords/make-temporary-password.ts";
import { temporaryPasswordHours } from "../sessions/session.rules.ts";
import { emailKeyOf } from "../users/email-key.rules.ts";
import { findUserRow, insertUser } from "../users/users.queries.ts";
import { insertOrganisation } from "./organisations.queries.ts";
import { insertShop } from "./shops.queries.ts";

export interface CreateOrganisationInput {
  name: string;
  language: Language;
  timeZone?: string;
  defaultCountry?: string;
  isDemonstration?: boolean;
  actor?: Actor;
  /** Without one nobody can sign in yet. */
  administrator?: FirstAdministrator;
}

export interface FirstAdministrator {
  email: string;
  name: string;
  language?: Language;
  /** For somebody who is signed in elsewhere: their own password opens the new organisation too. */
  samePasswordAs?: { orgId: string; userId: string };
}

export interface CreatedOrganisation {
  orgId: string;
  shopId: string;
  userId: string | null;
  /** Null when nobody needs one. */
  temporaryPassword: string | null;
}

/** One transaction: organisation, default shop, administrator, and what the other modules add when they hear of it. */
export async function createOrganisation(
  platform: Platform,
  input: CreateOrganisationInput,
): Promise<CreatedOrganisation> {
  const orgId = newId();
  const credential = input.administrator ? await makeCredential(platform, input.administrator) : undefined;
  const actor = input.actor ?? { kind: "system", name: "first start" };
  return runInOrganisation(platform, { orgId, actor, language: input.language }, async (ctx) => {
    const shopId = await insertBase(ctx, input);
    const userId = input.administrator && credential ? await insertAdministrator(ctx, input, credential) : null;
    await recordAudit(ctx, { action: "identity.organisation-created", subjectKind: "organisation", subjectId: orgId });
    await publish(ctx, organisationCreated, {
      orgId,
      name: input.name,
      language: input.language,
      defaultCountry: countryOf(input),
      isDemonstration: input.isDemonstration ?? false,
    });
    return { orgId, shopId, userId, temporaryPassword: credential?.temporaryPassword ?? null };
  });
}

async function insertBase(ctx: Context, input: CreateOrganisationInput): Promise<string> {
  await insertOrganisation(ctx, {
    orgId: ctx.orgId,
    name: input.name,
    language: input.language,
    timeZone: input.timeZone ?? "Europe/Paris",
    defaultCountry: countryOf(input),
    isDemonstration: input.isDemonstration ?? false,
  });
  const shopId = newId();
  await insertShop(ctx, { shopId, name: input.name.slice(0, 120), city: null, isDefault: true });
  return shopId;
}

const countries: Record<Language, string> = { en: "GB", fr: "FR", es: "ES", it: "IT" };

function countryOf(input: CreateOrganisationInput): string {
  return input.defaultCountry ?? countries[input.language];
}

interface Credential {
  passwordHash: string;
  temporaryPassword: string | null;
}

async function makeCredential(platform: Platform, administrator: FirstAdministrator): Promise<Credential> {
  const source = administrator.samePasswordAs;
  if (source) {
    const actor = { kind: "system", name: "create organisation" } as const;
    const user = await runInOrganisation(platform, { orgId: source.orgId, actor }, (ctx) =>
      findUserRow(ctx, source.userId),
    );
    if (user && !user.isTemporary && !user.isDisabled)
      return { passwordHash: user.passwordHash, temporaryPassword: null };
  }
  const temporaryPassword = makeTemporaryPassword();
  return { passwordHash: await hashPassword(temporaryPassword), temporaryPassword };
}

async function insertAdministrator(
  ctx: Context,
  input: CreateOrganisationInput,
  credential: Credential,
): Promise<string> {
  const userId = newId();
  const { email = "", name = "", language } = input.administrator ?? {};
  await insertUser(ctx, {
    userId,
    email: email.trim(),
    emailKey: emailKeyOf(email),
    name,
    role: "administrator",
    language: language ?? input.language,
    shopId: null,
    passwordHash: credential.passwordHash,
    temporaryHours: credential.temporaryPassword === null ? null : temporaryPasswordHours,
  });
  return userId;
}
