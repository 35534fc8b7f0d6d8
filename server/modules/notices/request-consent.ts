import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { recordAudit } from "../audit/index.ts";
import { decide } from "../consent/index.ts";
import { findAddressHolder } from "../contacts/index.ts";
import { getOrganisation } from "../identity/index.ts";
import { queueMessage } from "../messaging/index.ts";
import { getAutomaticContent } from "../templates/index.ts";

export interface ConsentRequestInput {
  addressId: string;
  typeId: string;
}

/**
 * X12: asks one address. Refused at once when the gate would refuse now; *pending* starts when the message is handed over,
 * not here, and the gate decides again then.
 */
export async function requestConsent(
  ctx: Context,
  { addressId, typeId }: ConsentRequestInput,
): Promise<{ messageId: string }> {
  const holder = await findAddressHolder(ctx, addressId);
  if (!holder) throw refuse("notices.address-not-found", { field: "addressId" });
  const question = {
    messageId: newId(),
    addressId,
    contactId: holder.contactId,
    messageClass: "consent-request" as const,
    typeId,
  };
  const [answer] = await decide(ctx, [question]);
  if (answer?.refusal) throw refuse("notices.may-not-be-asked", { values: { reason: answer.refusal } });
  const { language } = await getOrganisation(ctx);
  const { contentVersionId } = await getAutomaticContent(ctx, {
    kind: "consent-request",
    language: holder.language ?? language,
  });
  const { messageId } = await queueMessage(ctx, {
    messageClass: "consent-request",
    origin: "staff",
    recipient: { contactId: holder.contactId, addressId },
    contentVersionId,
    senderFor: { purpose: "automatic", area: "clients" },
    typeId,
    dedupeKey: `consent-request:${addressId}:${typeId}:${ctx.requestId}`,
  });
  await recordAudit(ctx, {
    action: "notices.consent-requested",
    subjectKind: "address",
    subjectId: addressId,
    details: { typeId, messageId },
  });
  return { messageId };
}
