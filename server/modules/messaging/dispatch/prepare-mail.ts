import { joinMail, signMail } from "../../../channels/email-smtp/index.ts";
import type { SenderConnection } from "../../senders/index.ts";
import { findCompiledContent, getCompiledContent } from "../compiled-content.ts";
import { oneClickUrl } from "../message-links.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { writeMessageMail } from "./write-message-mail.ts";

export interface PreparedMail {
  raw: Buffer;
  /** Where reports about it go: an address that names the message, where the sender has a domain for them. */
  envelopeFrom: string;
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
  // Names the message to whoever reports about it, also where no return address of its own is possible.
  const returnToken = platform.keys.makeReturnToken({ orgId, messageId: message.messageId });
  const messageIdHeader =
    message.messageIdHeader ?? `${message.messageId}.${returnToken}@${domainOf(line.from.address)}`;
  const written = writeMessageMail(platform, {
    content,
    line,
    message: toRender,
    own: {
      to: { name: message.recipientName, address: message.recipientAddress },
      messageId: messageIdHeader,
      date: platform.clock.now(),
      oneClickUrl: oneClickUrl(platform, toRender),
    },
  });
  return {
    raw: joinMail(line.dkim === null ? written : await signMail(written, line.dkim)),
    envelopeFrom: line.returnDomain === null ? line.from.address : `${returnToken}@${line.returnDomain}`,
    messageIdHeader,
    sentFrom: line.from.name === "" ? line.from.address : `${line.from.name} <${line.from.address}>`,
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
