import { senderChanged } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { publish } from "../../platform/events.ts";
import { recordAudit } from "../audit/index.ts";
import { deleteDkimKey } from "./dkim.queries.ts";
import { getAccountRow } from "./get-account-row.ts";
import { lockAccount } from "./senders.queries.ts";

/** Mails leave unsigned from then on. */
export async function removeDkimKey(ctx: Context, senderId: string): Promise<void> {
  await lockAccount(ctx, senderId);
  await getAccountRow(ctx, senderId);
  await deleteDkimKey(ctx, senderId);
  await recordAudit(ctx, { action: "senders.dkim-key-removed", subjectKind: "sender", subjectId: senderId });
  await publish(ctx, senderChanged, { senderId });
}
