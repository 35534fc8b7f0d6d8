import type { z } from "zod";
import type { areaLinkAsked } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { sendSecurityMail } from "./send-security-mail.ts";

/** Whoever can read the mailbox may see and change what it agreed to; the link is made when the mail is, and expires. */
export async function sendAreaLink(
  ctx: Context,
  { addressId, contactId, language, requestId }: z.infer<(typeof areaLinkAsked)["payload"]>,
): Promise<void> {
  await sendSecurityMail(ctx, {
    mail: "area-link",
    language,
    recipient: { contactId, addressId },
    values: {},
    dedupeKey: `area-link:${requestId}`,
  });
}
