import type { ReturnMailboxAnswer } from "../../../../contracts/inbound.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { getReturnMailbox } from "./get-return-mailbox.ts";
import { mailboxCell } from "./mailbox-cell.ts";
import { updateMailboxPassword } from "./return-mailboxes.queries.ts";

/** Kept exactly as it came. It can be replaced, never read again (I8). */
export async function setMailboxPassword(
  ctx: Context,
  senderId: string,
  password: string,
): Promise<ReturnMailboxAnswer> {
  const secret = await ctx.platform.keys.encryptSecret(ctx, mailboxCell(senderId), password);
  if (!(await updateMailboxPassword(ctx, senderId, secret))) throw refuse("inbound.no-return-mailbox");
  await recordAudit(ctx, { action: "inbound.mailbox-password-set", subjectKind: "sender", subjectId: senderId });
  return getReturnMailbox(ctx, senderId);
}
