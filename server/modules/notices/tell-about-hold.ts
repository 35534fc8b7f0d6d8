import type { z } from "zod";
import type { sharedSenderPaused } from "../../../contracts/shared-sender.ts";
import type { Context } from "../../platform/context.ts";
import { phrase } from "../../platform/phrases.ts";
import { listAdministrators } from "../identity/index.ts";
import { sendSecurityMail } from "./send-security-mail.ts";
import { userRecipient } from "./user-recipient.ts";

/** Administrators learn of it without signing in: a mailing that waits for days is noticed too late. */
export async function tellAboutHold(
  ctx: Context,
  hold: z.infer<(typeof sharedSenderPaused)["payload"]>,
): Promise<void> {
  const { pauseId, reason, counted, sent } = hold;
  for (const user of await listAdministrators(ctx)) {
    await sendSecurityMail(ctx, {
      mail: "shared-sender-paused",
      language: user.language,
      recipient: await userRecipient(ctx, user),
      phraseValues: { why: phrase(user.language, `messaging:shared.${reason}`, { counted, sent }) },
      values: {},
      dedupeKey: `shared-sender-paused:${pauseId}:${user.userId}`,
    });
  }
}
