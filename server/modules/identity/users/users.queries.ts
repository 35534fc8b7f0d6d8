import { sql } from "kysely";
import type { Role, User } from "../../../../contracts/identity.ts";
import type { Language } from "../../../../contracts/languages.ts";
import type { Context } from "../../../platform/context.ts";

export interface UserRow {
  userId: string;
  email: string;
  emailKey: string;
  name: string;
  role: Role;
  language: Language;
  shopId: string | null;
  passwordHash: string;
  isTemporary: boolean;
  /** Used once, or older than it may be. */
  isTemporaryOver: boolean;
  lastSignedInAt: Date | null;
  isDisabled: boolean;
  createdAt: Date;
}

const userColumns = sql`
  user_id AS "userId", email, email_key AS "emailKey", name, role, language, shop_id AS "shopId",
  password_hash AS "passwordHash", temporary_until IS NOT NULL AS "isTemporary",
  coalesce(temporary_until <= platform.current_time() OR temporary_used_at IS NOT NULL, false) AS "isTemporaryOver",
  last_signed_in_at AS "lastSignedInAt", disabled_at IS NOT NULL AS "isDisabled", created_at AS "createdAt"`;

export async function findUserRow(ctx: Context, userId: string): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`
    SELECT ${userColumns} FROM identity.users
    WHERE org_id = ${ctx.orgId} AND user_id = ${userId}`.execute(ctx.tx);
  return rows[0];
}

export async function lockUserRow(ctx: Context, userId: string): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`
    SELECT ${userColumns} FROM identity.users
    WHERE org_id = ${ctx.orgId} AND user_id = ${userId} FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

export interface UserFilter {
  search: string | null;
  after: string | null;
  limit: number;
}

/** By e-mail, which is unique and what people look for. */
export async function listUserRows(ctx: Context, filter: UserFilter): Promise<UserRow[]> {
  const { rows } = await sql<UserRow>`
    SELECT ${userColumns} FROM identity.users
    WHERE org_id = ${ctx.orgId} AND ${matching(filter)}
      AND (${filter.after}::text IS NULL OR email_key > ${filter.after})
    ORDER BY email_key LIMIT ${filter.limit}`.execute(ctx.tx);
  return rows;
}

export async function countUserRows(ctx: Context, filter: UserFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM identity.users WHERE org_id = ${ctx.orgId} AND ${matching(filter)}`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}

function matching(filter: UserFilter) {
  return sql`(${filter.search}::text IS NULL OR position(lower(${filter.search}) IN lower(email || ' ' || name)) > 0)`;
}

export interface NewUser extends Omit<User, "isDisabled" | "mustChangePassword" | "lastSignedInAt" | "createdAt"> {
  emailKey: string;
  passwordHash: string;
  /** Null for a password of the user's own. */
  temporaryHours: number | null;
}

/** Undefined when another user of the organisation has this e-mail. */
export async function insertUser(ctx: Context, user: NewUser): Promise<{ temporaryUntil: Date | null } | undefined> {
  const { rows } = await sql<{ temporaryUntil: Date | null }>`
    INSERT INTO identity.users
      (org_id, user_id, email, email_key, name, role, language, shop_id, password_hash, temporary_until)
    VALUES
      (${ctx.orgId}, ${user.userId}, ${user.email}, ${user.emailKey}, ${user.name}, ${user.role}, ${user.language},
       ${user.shopId}, ${user.passwordHash},
       platform.current_time() + make_interval(hours => ${user.temporaryHours}::int))
    ON CONFLICT (org_id, email_key) DO NOTHING
    RETURNING temporary_until AS "temporaryUntil"`.execute(ctx.tx);
  return rows[0];
}

export async function isEmailTaken(ctx: Context, emailKey: string, exceptUserId: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM identity.users
    WHERE org_id = ${ctx.orgId} AND email_key = ${emailKey} AND user_id <> ${exceptUserId} LIMIT 1`.execute(ctx.tx);
  return rows.length > 0;
}

export async function updateUser(ctx: Context, user: UserRow): Promise<void> {
  await sql`
    UPDATE identity.users
    SET email = ${user.email}, email_key = ${user.emailKey}, name = ${user.name}, role = ${user.role},
        language = ${user.language}, shop_id = ${user.shopId},
        disabled_at = CASE WHEN ${user.isDisabled} THEN coalesce(disabled_at, platform.current_time()) END
    WHERE org_id = ${ctx.orgId} AND user_id = ${user.userId}`.execute(ctx.tx);
}

/** `temporaryHours` null: a password of the user's own. Answers when a temporary one ends. */
export async function updatePassword(
  ctx: Context,
  user: { userId: string; passwordHash: string; temporaryHours: number | null },
): Promise<Date | null> {
  const { rows } = await sql<{ temporaryUntil: Date | null }>`
    UPDATE identity.users
    SET password_hash = ${user.passwordHash}, password_changed_at = platform.current_time(), temporary_used_at = NULL,
        temporary_until = platform.current_time() + make_interval(hours => ${user.temporaryHours}::int)
    WHERE org_id = ${ctx.orgId} AND user_id = ${user.userId}
    RETURNING temporary_until AS "temporaryUntil"`.execute(ctx.tx);
  return rows[0]?.temporaryUntil ?? null;
}

export async function markSignedIn(ctx: Context, userId: string): Promise<void> {
  await sql`
    UPDATE identity.users
    SET last_signed_in_at = platform.current_time(),
        temporary_used_at = CASE WHEN temporary_until IS NOT NULL THEN platform.current_time() END
    WHERE org_id = ${ctx.orgId} AND user_id = ${userId}`.execute(ctx.tx);
}

export interface AdministratorRow {
  userId: string;
  email: string;
  name: string;
  language: Language;
}

export async function listAdministratorRows(ctx: Context): Promise<AdministratorRow[]> {
  const { rows } = await sql<AdministratorRow>`
    SELECT user_id AS "userId", email, name, language FROM identity.users
    WHERE org_id = ${ctx.orgId} AND role = 'administrator' AND disabled_at IS NULL
    ORDER BY created_at, user_id LIMIT 200`.execute(ctx.tx);
  return rows;
}

/** True once anybody here has chosen a password of their own. */
export async function hasOwnPassword(ctx: Context): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM identity.users WHERE org_id = ${ctx.orgId} AND temporary_until IS NULL LIMIT 1`.execute(ctx.tx);
  return rows.length > 0;
}
