import type { SendTestInput } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { isRefusal, refuse } from "../../platform/errors.ts";
import { ensureAddress } from "../contacts/index.ts";
import { getUser } from "../identity/index.ts";
import { chooseSender } from "../senders/index.ts";
import { saveContentVersion } from "../templates/index.ts";
import { previewLanguage } from "./preview-language.ts";
import { previewValues } from "./preview-values.ts";
import { queueMessage } from "./queue-message.ts";

/**
 * To the own address of whoever asks, and to nobody else: a test is no way round the gate. It leaves by the sender that
 * the real one would take.
 */
export async function sendTest(ctx: Context, input: SendTestInput): Promise<{ messageId: string; to: string }> {
  const me = await findOwnAddress(ctx);
  const language = await previewLanguage(ctx, input);
  const { kind, subject, html } = input;
  const { contentVersionId } = await saveContentVersion(ctx, { kind, language, subject, html });
  const { addressId } = await ensureAddress(ctx, { kind: "email", value: me.email.toLowerCase() });
  const {
    preferences_link: _page,
    unsubscribe_link: _way,
    consent_link: _answer,
    ...values
  } = await previewValues(ctx, input.contactId, language);
  const purpose = kind === "marketing" || kind === "consent-request" ? "campaign" : "single";
  const { senderId } = await chooseSender(ctx, { purpose, ...(input.senderId ? { senderId: input.senderId } : {}) });
  const { messageId } = await queueMessage(ctx, {
    messageClass: "security",
    origin: "test",
    recipient: { contactId: null, addressId, address: me.email, name: me.name },
    contentVersionId,
    mergeValues: values,
    senderId,
    dedupeKey: `test:${ctx.requestId}`,
  });
  return { messageId, to: me.email };
}

async function findOwnAddress(ctx: Context): Promise<{ email: string; name: string }> {
  if (ctx.actor.kind !== "user") throw refuse("messaging.test-needs-email");
  try {
    return await getUser(ctx, ctx.actor.userId);
  } catch (error) {
    if (isRefusal(error)) throw refuse("messaging.test-needs-email");
    throw error;
  }
}
