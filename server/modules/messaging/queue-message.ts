import type { Basis, MessageClass } from "../../../contracts/consent.ts";
import type { MessageOrigin } from "../../../contracts/messaging.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { chooseSender, type SenderRequest } from "../senders/index.ts";
import { actorName } from "./actor-name.rules.ts";
import { isAutomatic, laneOf } from "./message-state.rules.ts";
import { resolveMessageValues } from "./message-values.ts";
import {
  findMessageByDedupeKey,
  findRecipient,
  insertMessage,
  type NewMessage,
  type RecipientRow,
} from "./messages.queries.ts";
import { wakeLane } from "./wake-lane.ts";

/** A contact, or for security mail a user of the product, who need not be a contact. */
export type Recipient =
  | { contactId: string; addressId: string }
  | { contactId: null; addressId: string; address: string; name: string };

export type QueueMessageInput = NewMessageInput &
  (
    | { senderId: string }
    /** What messaging chooses a sender for, where the cause does not care which one it is. */
    | { senderFor: SenderRequest }
  );

interface NewMessageInput {
  messageClass: MessageClass;
  origin: MessageOrigin;
  recipient: Recipient;
  contentVersionId: string;
  /** What the cause knows, by the keys of contracts/template-variables.ts; the contact's and our own values are added. */
  mergeValues?: MergeValues;
  typeId?: string | null;
  basis?: Basis;
  batchId?: string | null;
  notBefore?: Date;
  resendOf?: string;
  /** Made from the cause: the same cause queues one message, however often it is told. */
  dedupeKey: string;
}

/** In the transaction of its cause: the message exists exactly when its cause does. */
export async function queueMessage(
  ctx: Context,
  input: QueueMessageInput,
): Promise<{ messageId: string; isNew: boolean }> {
  const known = await findMessageByDedupeKey(ctx, input.dedupeKey);
  if (known !== undefined) return { messageId: known, isNew: false };
  const message = await makeMessage(ctx, input);
  const inserted = await insertMessage(ctx, message);
  // Somebody else told the same cause at the same moment: theirs is the message.
  if (inserted === undefined) {
    return { messageId: (await findMessageByDedupeKey(ctx, input.dedupeKey)) ?? message.messageId, isNew: false };
  }
  const lane = laneOf(message.messageClass, message.batchId);
  await wakeLane(ctx, { senderId: message.senderId, ...lane, at: message.notBefore });
  return { messageId: message.messageId, isNew: true };
}

async function makeMessage(ctx: Context, input: QueueMessageInput): Promise<NewMessage> {
  const { batchId = null, typeId = null, basis = null, resendOf = null, notBefore = null } = input;
  const person = await readRecipient(ctx, input);
  return {
    messageId: newId(),
    messageClass: input.messageClass,
    lane: laneOf(input.messageClass, batchId).lane,
    origin: input.origin,
    isAutomatic: isAutomatic(input.origin),
    batchId,
    senderId: "senderId" in input ? input.senderId : (await chooseSender(ctx, input.senderFor)).senderId,
    contactId: input.recipient.contactId,
    addressId: input.recipient.addressId,
    recipientAddress: person.address,
    recipientName: person.name,
    contentVersionId: input.contentVersionId,
    mergeValues: await valuesOf(ctx, input, person),
    typeId,
    basis,
    dedupeKey: input.dedupeKey,
    resendOf,
    queuedBy: actorName(ctx.actor),
    notBefore,
    maxAgeHours: input.messageClass === "security" ? 24 : null,
  };
}

async function readRecipient(ctx: Context, { recipient, messageClass }: QueueMessageInput): Promise<RecipientRow> {
  if (recipient.contactId !== null) {
    const found = await findRecipient(ctx, recipient.contactId, recipient.addressId);
    if (!found) throw refuse("messaging.recipient-not-found", { field: "addressId" });
    return found;
  }
  // Everybody else must be a registered contact (D10): only security mail goes to users of the product.
  if (messageClass !== "security") throw refuse("messaging.recipient-not-found", { field: "contactId" });
  return { contactId: null, address: recipient.address, name: recipient.name, mergeValues: { name: recipient.name } };
}

async function valuesOf(ctx: Context, input: QueueMessageInput, person: RecipientRow): Promise<MergeValues> {
  const own = await resolveMessageValues(ctx, {
    contentVersionId: input.contentVersionId,
    typeId: input.typeId ?? null,
  });
  return { ...person.mergeValues, ...own, ...input.mergeValues, email: person.address };
}
