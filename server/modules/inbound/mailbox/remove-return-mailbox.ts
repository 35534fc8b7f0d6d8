import type { Context } from "../../../platform/context.ts";
import { recordAudit } from "../../audit/index.ts";
import { getSender } from "../../senders/index.ts";
import { deleteReturnMailbox } from "./return-mailboxes.queries.ts";

export async function removeReturnMailbox(ctx: Context, senderId: string): Promise<void> {
  await getSender(ctx, senderId);
  await deleteReturnMailbox(ctx, senderId);
  await recordAudit(ctx, { action: "inbound.return-mailbox-removed", subjectKind: "sender", subjectId: senderId });
}
