import { type Sender, senderChanged } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { recordAudit } from "../audit/index.ts";
import { getAccountRow } from "./get-account-row.ts";
import { getSender } from "./get-sender.ts";
import { passwordCell } from "./password-cell.ts";
import { lockAccount, updatePassword } from "./senders.queries.ts";

/** Kept exactly as it came, spaces included: some passwords have them. It can be replaced, never read again (I8). */
export async function setSenderPassword(ctx: Context, senderId: string, password: string): Promise<Sender> {
  await lockAccount(ctx, senderId);
  const account = await getAccountRow(ctx, senderId);
  if (account.kind === "platform") throw refuse("senders.platform-sender-fixed", { field: "password" });
  await updatePassword(ctx, senderId, await ctx.platform.keys.encryptSecret(ctx, passwordCell(senderId), password));
  await recordAudit(ctx, { action: "senders.password-set", subjectKind: "sender", subjectId: senderId });
  await publish(ctx, senderChanged, { senderId });
  return getSender(ctx, senderId);
}
