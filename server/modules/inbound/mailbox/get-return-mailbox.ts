import type { ReturnMailboxAnswer } from "../../../../contracts/inbound.ts";
import type { Context } from "../../../platform/context.ts";
import { getSender } from "../../senders/index.ts";
import { findReturnMailbox } from "./return-mailboxes.queries.ts";

/** What a person may see of it: never the password. */
export async function getReturnMailbox(ctx: Context, senderId: string): Promise<ReturnMailboxAnswer> {
  await getSender(ctx, senderId);
  const row = await findReturnMailbox(ctx, senderId);
  if (!row) return { mailbox: null };
  const { isEnabled, host, port, encryption, userName, folder, lastProblem, found } = row;
  const hasPassword = row.passwordSecret !== null;
  const lastReadAt = row.lastReadAt?.toISOString() ?? null;
  return {
    mailbox: { isEnabled, host, port, encryption, userName, folder, hasPassword, lastReadAt, lastProblem, found },
  };
}
