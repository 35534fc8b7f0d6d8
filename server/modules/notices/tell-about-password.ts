import type { z } from "zod";
import type { passwordChanged } from "../../../contracts/identity.ts";
import type { Context } from "../../platform/context.ts";
import { sendSecurityMail } from "./send-security-mail.ts";
import { userRecipient } from "./user-recipient.ts";

/** Whoever did not change it learns that somebody else did. */
export async function tellAboutPassword(
  ctx: Context,
  event: z.infer<(typeof passwordChanged)["payload"]>,
): Promise<void> {
  await sendSecurityMail(ctx, {
    mail: "password-changed",
    language: event.language,
    recipient: await userRecipient(ctx, event),
    values: { account_name: event.name },
    dedupeKey: `password-changed:${event.userId}:${ctx.requestId}`,
  });
}
