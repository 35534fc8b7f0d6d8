import type { z } from "zod";
import type { administratorReset } from "../../../contracts/identity.ts";
import type { Context } from "../../platform/context.ts";
import { sendSecurityMail } from "./send-security-mail.ts";
import { userRecipient } from "./user-recipient.ts";

/** D15: the other administrators learn who was reset, by whom and with which reason. */
export async function tellAboutReset(
  ctx: Context,
  event: z.infer<(typeof administratorReset)["payload"]>,
): Promise<void> {
  for (const user of event.tell) {
    await sendSecurityMail(ctx, {
      mail: "administrator-reset",
      language: user.language,
      recipient: await userRecipient(ctx, user),
      values: { account_name: event.userName, acted_by: event.operator, stated_reason: event.reason },
      dedupeKey: `administrator-reset:${event.userId}:${user.userId}:${ctx.requestId}`,
    });
  }
}
