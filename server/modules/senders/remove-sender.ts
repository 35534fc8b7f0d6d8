import { senderChanged } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { recordAudit } from "../audit/index.ts";
import { deleteDkimKey } from "./dkim.queries.ts";
import { getAccountRow } from "./get-account-row.ts";
import { lockAccount, markRemoved } from "./senders.queries.ts";

export async function removeSender(ctx: Context, senderId: string): Promise<void> {
  await lockAccount(ctx, senderId);
  const account = await getAccountRow(ctx, senderId);
  if (account.kind === "platform") throw refuse("senders.platform-sender-fixed");
  await markRemoved(ctx, senderId);
  await deleteDkimKey(ctx, senderId);
  await recordAudit(ctx, { action: "senders.sender-removed", subjectKind: "sender", subjectId: senderId });
  await publish(ctx, senderChanged, { senderId });
}
