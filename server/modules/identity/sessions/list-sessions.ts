import type { OpenSession } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { type ListedSessionRow, listSessionRows } from "./sessions.queries.ts";

export interface SessionOwner {
  userId: string;
  currentSessionId: string | undefined;
}

/** Last used first. */
export async function listSessions(ctx: Context, owner: SessionOwner): Promise<{ items: OpenSession[] }> {
  const rows = await listSessionRows(ctx, owner.userId);
  return { items: rows.map((row) => present(row, owner.currentSessionId)) };
}

function present(row: ListedSessionRow, currentSessionId: string | undefined): OpenSession {
  return {
    sessionId: row.sessionId,
    isCurrent: row.sessionId === currentSessionId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    userAgent: row.userAgent,
  };
}
