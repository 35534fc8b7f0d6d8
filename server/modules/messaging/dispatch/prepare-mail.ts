import { joinMail, signMail, type WrittenMail } from "../../../channels/email-smtp/index.ts";
import { passCrashPointAtOnce } from "../../../platform/crash-points.ts";
import type { Platform } from "../../../platform/platform.ts";
import type { SenderConnection } from "../../senders/index.ts";
import { findCompiledContent, getCompiledContent, type KnownContent } from "../compiled-content.ts";
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
  date: Date;
}

export interface MailToPrepare {
  orgId: string;
  message: ClaimedMessage;
  line: SenderConnection;
}

/**
 * Everything the server will get, before a connection is used for it. At once where nothing has to be waited for: no content
 * that is compiled first, no signature.
 */
export function prepareMail(dispatcher: Dispatcher, mail: MailToPrepare): PreparedMail | Promise<PreparedMail> {
  const content = findCompiledContent(dispatcher.platform, mail.orgId, mail.message.contentVersionId);
  if (content === undefined || mail.line.dkim !== null) return prepareLater(dispatcher, mail, content);
  const { written, named } = writeMarked(dispatcher, mail, content);
  return { ...named, raw: joinMail(written) };
}

async function prepareLater(
  dispatcher: Dispatcher,
  mail: MailToPrepare,
  known: KnownContent | undefined,
): Promise<PreparedMail> {
  const { orgId, message, line } = mail;
  const content =
    known ?? (await dispatcher.inOrganisation(orgId, (ctx) => getCompiledContent(ctx, message.contentVersionId)));
  const { written, named } = writeMarked(dispatcher, mail, content);
  return { ...named, raw: joinMail(line.dkim === null ? written : await signMail(written, line.dkim)) };
}

interface NamedMail {
  written: WrittenMail;
  named: Omit<PreparedMail, "raw">;
}

function writeMarked(dispatcher: Dispatcher, mail: MailToPrepare, content: KnownContent): NamedMail {
  const { messageId } = mail.message;
  const unmark = dispatcher.mark({ orgId: mail.orgId, messageId });
  try {
    passCrashPointAtOnce("mail.rendering", messageId);
    return write(dispatcher.platform, mail, content);
  } finally {
    unmark();
  }
}

function write(platform: Platform, { orgId, message, line }: MailToPrepare, content: KnownContent): NamedMail {
  // Names the message to whoever reports about it, also where no return address of its own is possible.
  const returnToken = platform.keys.makeReturnToken({ orgId, messageId: message.messageId });
  const messageIdHeader =
    message.messageIdHeader ?? `${message.messageId}.${returnToken}@${domainOf(line.from.address)}`;
  const date = (message.isRepeat ? message.repeatDate : null) ?? platform.clock.now();
  const written = writeMessageMail(platform, {
    content,
    line,
    message,
    own: {
      to: { name: message.recipientName, address: message.recipientAddress },
      messageId: messageIdHeader,
      date,
      oneClickUrl: oneClickUrl(platform, message),
      repeatKey: line.repeatGuard === null ? undefined : { header: line.repeatGuard.header, key: message.messageId },
    },
  });
  const named = {
    envelopeFrom: line.returnDomain === null ? line.from.address : `${returnToken}@${line.returnDomain}`,
    messageIdHeader,
    date,
    sentFrom: line.from.name === "" ? line.from.address : `${line.from.name} <${line.from.address}>`,
  };
  return { written, named };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
