import { buildMail } from "../../../channels/email-smtp/index.ts";
import type { SenderConnection } from "../../senders/index.ts";
import { findCompiledContent, getCompiledContent } from "../compiled-content.ts";
import { oneClickUrl } from "../message-links.ts";
import { renderMessage } from "../render-message.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import type { Dispatcher } from "./dispatcher.ts";

export interface PreparedMail {
  raw: Buffer;
  messageIdHeader: string;
  sentFrom: string;
}

export interface MailToPrepare {
  orgId: string;
  message: ClaimedMessage;
  line: SenderConnection;
}

/** Everything the server will get, before a connection is used for it. */
export async function prepareMail(
  dispatcher: Dispatcher,
  { orgId, message, line }: MailToPrepare,
): Promise<PreparedMail> {
  const { platform } = dispatcher;
  const content =
    findCompiledContent(platform, orgId, message.contentVersionId) ??
    (await dispatcher.inOrganisation(orgId, (ctx) => getCompiledContent(ctx, message.contentVersionId)));
  const toRender = { ...message, orgId };
  const rendered = renderMessage(platform, content, toRender);
  const messageIdHeader = message.messageIdHeader ?? `${message.messageId}@${domainOf(line.from.address)}`;
  const raw = buildMail({
    from: line.from,
    to: { name: message.recipientName, address: message.recipientAddress },
    replyTo: line.replyTo === null ? undefined : { address: line.replyTo },
    subject: rendered.subject,
    text: rendered.text,
    html: rendered.html,
    messageId: messageIdHeader,
    date: platform.clock.now(),
    encoding: line.encoding,
    oneClickUrl: oneClickUrl(platform, toRender),
    isAutomatic: message.isAutomatic,
    language: content.language,
  });
  return {
    raw,
    messageIdHeader,
    sentFrom: line.from.name === "" ? line.from.address : `${line.from.name} <${line.from.address}>`,
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
