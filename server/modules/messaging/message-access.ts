import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { findMessageRows, type MessageRow } from "./history.queries.ts";

export async function getMessageRow(ctx: Context, messageId: string): Promise<MessageRow> {
  const [row] = await findMessageRows(ctx, [messageId]);
  if (!row) throw refuse("messaging.not-found");
  return row;
}

/** Security mail speaks to one person about their account: only administrators see more than that it was sent. */
export function hidesBody(ctx: Context, row: MessageRow): boolean {
  const isAdministrator = ctx.actor.kind === "user" && ctx.actor.role === "administrator";
  return row.messageClass === "security" && row.origin !== "test" && !isAdministrator;
}
