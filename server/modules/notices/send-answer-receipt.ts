import type { z } from "zod";
import type { answeredFromPage } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { phrase } from "../../platform/phrases.ts";
import { getType } from "../consent/index.ts";
import { findAddressHolder } from "../contacts/index.ts";
import { sendSecurityMail } from "./send-security-mail.ts";

/** Proof for the person, and a warning should somebody else have answered in their name. */
export async function sendAnswerReceipt(
  ctx: Context,
  event: z.infer<(typeof answeredFromPage)["payload"]>,
): Promise<void> {
  const holder = await findAddressHolder(ctx, event.addressId);
  if (holder?.kind !== "email") return;
  const isYes = event.decision === "granted" || event.decision === "extended";
  await sendSecurityMail(ctx, {
    mail: "answer-receipt",
    language: event.language,
    recipient: { contactId: holder.contactId, addressId: event.addressId },
    values: {
      answered_type: (await getType(ctx, event.typeId)).title,
      answer_given: phrase(event.language, isYes ? "notices:answers.yes" : "notices:answers.no"),
    },
    dedupeKey: `answer-receipt:${event.eventId}`,
  });
}
