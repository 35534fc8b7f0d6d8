import type { Basis } from "../../../contracts/consent.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { WriteMessageInput } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { isRefusal, refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { checkBeforeContact, getStandingReason } from "../consent/index.ts";
import { getOrganisation, getUser } from "../identity/index.ts";
import { chooseSender } from "../senders/index.ts";
import { saveContentVersion } from "../templates/index.ts";
import { findContactLanguage } from "./contact-values.queries.ts";
import { queueMessage } from "./queue-message.ts";
import { checkSingleUse } from "./reasons/check-single-use.ts";

/** One message by hand (V4, V19): with consent, or with a reason that is kept (D2, D17). The gate decides at the dot. */
export async function writeMessage(ctx: Context, input: WriteMessageInput): Promise<{ messageId: string }> {
  const { contactId, addressId, subject, html } = input;
  const basis = await basisOf(ctx, input);
  const language = await languageOf(ctx, input);
  const { contentVersionId } = await saveContentVersion(ctx, { kind: "personal", language, subject, html });
  await checkSingleUse(ctx, { contentVersionId, addressId, hasReason: basis !== undefined });
  const { messageId } = await queueMessage(ctx, {
    messageClass: "personal",
    origin: ctx.actor.kind === "api-key" ? "api" : "staff",
    recipient: { contactId, addressId },
    contentVersionId,
    mergeValues: { operator: ctx.actor.kind === "user" ? ctx.actor.name : "" },
    senderId: await senderOf(ctx, input),
    typeId: input.typeId,
    ...(basis ? { basis } : {}),
    dedupeKey: `write:${ctx.requestId}`,
  });
  await recordAudit(ctx, {
    action: "messaging.written",
    subjectKind: "message",
    subjectId: messageId,
    details: { contactId },
  });
  return { messageId };
}

async function basisOf(ctx: Context, input: WriteMessageInput): Promise<Basis | undefined> {
  const { addressId, contactId, typeId, reason } = input;
  const check = await checkBeforeContact(ctx, { addressId, contactId, use: "single", typeId });
  if (!check.isAllowed && !check.mayStateReason) {
    throw refuse("messaging.not-allowed-by-consent", { field: "addressId", values: { reason: check.reason ?? "" } });
  }
  if (reason) return statedBy(ctx, reason);
  if (check.mustAskReason) throw refuse("messaging.reason-needed", { field: "reason" });
  if (check.isAllowed) return undefined;
  // The prompt is off: the organisation's standing reason is recorded instead (D17).
  const standing = await getStandingReason(ctx);
  if (!standing) throw refuse("messaging.reason-needed", { field: "reason" });
  return statedBy(ctx, standing);
}

function statedBy(ctx: Context, reason: { reasonId: string | null; text: string }): Basis {
  const who = ctx.actor.kind === "user" ? { statedBy: { userId: ctx.actor.userId, name: ctx.actor.name } } : {};
  return { kind: "stated-reason", reasonId: reason.reasonId, text: reason.text, ...who };
}

async function languageOf(ctx: Context, input: WriteMessageInput): Promise<Language> {
  return input.language ?? (await findContactLanguage(ctx, input.contactId)) ?? (await getOrganisation(ctx)).language;
}

async function senderOf(ctx: Context, { senderId }: WriteMessageInput): Promise<string> {
  const { actor } = ctx;
  const shopId = actor.kind === "user" ? await shopOf(ctx, actor.userId) : null;
  const chosen = await chooseSender(ctx, {
    purpose: "single",
    ...(actor.kind === "user" ? { userId: actor.userId } : {}),
    ...(shopId === null ? {} : { shopId }),
    ...(senderId === undefined ? {} : { senderId }),
  });
  return chosen.senderId;
}

/** An account that is gone since has no shop any more. */
async function shopOf(ctx: Context, userId: string): Promise<string | null> {
  try {
    return (await getUser(ctx, userId)).shopId;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
