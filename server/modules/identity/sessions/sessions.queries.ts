import { sql } from "kysely";
import type { Role, Session } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { lastSeenStepSeconds, sessionIdleMinutes } from "./session.rules.ts";

export type SessionOpens = "everything" | "password-change";

export interface NewSession {
  sessionId: string;
  userId: string;
  secretHash: Buffer;
  opens: SessionOpens;
  userAgent: string | null;
  minutes: number;
}

export async function insertSession(ctx: Context, session: NewSession): Promise<void> {
  await sql`
    INSERT INTO identity.sessions (org_id, session_id, user_id, secret_hash, opens, user_agent, expires_at)
    VALUES (${ctx.orgId}, ${session.sessionId}, ${session.userId}, ${session.secretHash}, ${session.opens},
            ${session.userAgent}, platform.current_time() + make_interval(mins => ${session.minutes}))`.execute(ctx.tx);
}

const isOpen = sql`
  sessions.expires_at > platform.current_time()
  AND sessions.last_seen_at > platform.current_time() - make_interval(mins => ${sql.lit(sessionIdleMinutes)})`;

export interface OpenSessionRow {
  sessionId: string;
  userId: string;
  name: string;
  role: Role;
  language: Session["user"]["language"];
  opens: SessionOpens;
  isSeenLongAgo: boolean;
}

/** Asked at every request, with the role of this moment: what an administrator takes away is gone at once. */
export async function findOpenSession(ctx: Context, secretHash: Buffer): Promise<OpenSessionRow | undefined> {
  const { rows } = await sql<OpenSessionRow>`
    SELECT sessions.session_id AS "sessionId", users.user_id AS "userId", users.name, users.role, users.language,
           sessions.opens,
           sessions.last_seen_at < platform.current_time() - make_interval(secs => ${lastSeenStepSeconds}) AS "isSeenLongAgo"
    FROM identity.sessions
    JOIN identity.users ON users.org_id = sessions.org_id AND users.user_id = sessions.user_id
    WHERE sessions.org_id = ${ctx.orgId} AND sessions.secret_hash = ${secretHash} AND ${isOpen}
      AND users.disabled_at IS NULL`.execute(ctx.tx);
  return rows[0];
}

export async function touchSession(ctx: Context, sessionId: string): Promise<void> {
  await sql`
    UPDATE identity.sessions SET last_seen_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND session_id = ${sessionId}`.execute(ctx.tx);
}

export interface ListedSessionRow {
  sessionId: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  userAgent: string | null;
}

export async function listSessionRows(ctx: Context, userId: string): Promise<ListedSessionRow[]> {
  const { rows } = await sql<ListedSessionRow>`
    SELECT session_id AS "sessionId", created_at AS "createdAt", last_seen_at AS "lastSeenAt",
           expires_at AS "expiresAt", user_agent AS "userAgent"
    FROM identity.sessions
    WHERE org_id = ${ctx.orgId} AND user_id = ${userId} AND ${isOpen}
    ORDER BY last_seen_at DESC, session_id LIMIT 200`.execute(ctx.tx);
  return rows;
}

export async function deleteSession(ctx: Context, owner: { userId: string; sessionId: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM identity.sessions
    WHERE org_id = ${ctx.orgId} AND user_id = ${owner.userId} AND session_id = ${owner.sessionId}`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export async function deleteSessionBySecret(ctx: Context, secretHash: Buffer): Promise<void> {
  await sql`DELETE FROM identity.sessions WHERE org_id = ${ctx.orgId} AND secret_hash = ${secretHash}`.execute(ctx.tx);
}

export async function deleteSessionsOfUser(ctx: Context, userId: string): Promise<void> {
  await sql`DELETE FROM identity.sessions WHERE org_id = ${ctx.orgId} AND user_id = ${userId}`.execute(ctx.tx);
}

export async function deleteEndedSessions(ctx: Context): Promise<void> {
  await sql`DELETE FROM identity.sessions WHERE org_id = ${ctx.orgId} AND NOT (${isOpen})`.execute(ctx.tx);
}
