import {
  compileMail,
  type OwnHeaders,
  type PartSource,
  type WrittenMail,
  writeMail,
} from "../../../channels/email-smtp/index.ts";
import type { Platform } from "../../../platform/platform.ts";
import type { SenderConnection } from "../../senders/index.ts";
import { type CleanValues, cleanValues, type Program, renderProgram, walkProgram } from "../../templates/index.ts";
import type { KnownContent } from "../compiled-content.ts";
import { type MessageToRender, renderMessage, valuesOf } from "../render-message.ts";

export interface MessageMail {
  content: KnownContent;
  line: SenderConnection;
  message: MessageToRender & { isAutomatic: boolean };
  own: Omit<OwnHeaders, "subject">;
}

/** One message as mail: what its content and its sender fix was encoded once, only the values are put in. */
export function writeMessageMail(platform: Platform, mail: MessageMail): WrittenMail {
  const { content, line, message, own } = mail;
  if (message.isSecondCopy) {
    return writeMail({
      ...fixedOf(mail),
      encoding: line.encoding,
      ...own,
      ...renderMessage(platform, content, message),
    });
  }
  const values = cleanValues(valuesOf(platform, content, message), content.compiled.variables);
  return writerOf(mail)(values, { ...own, subject: renderProgram(content.compiled.subject, values) });
}

type Writer = ReturnType<typeof compileMail<CleanValues>>;

/** By the content and by the connection of this run, which has the sender's settings. */
const writers = new WeakMap<KnownContent, WeakMap<SenderConnection, Map<boolean, Writer>>>();

function writerOf(mail: MessageMail): Writer {
  const { content, line, message } = mail;
  const ofContent = writers.get(content) ?? new WeakMap<SenderConnection, Map<boolean, Writer>>();
  writers.set(content, ofContent);
  const ofLine = ofContent.get(line) ?? new Map<boolean, Writer>();
  ofContent.set(line, ofLine);
  const known = ofLine.get(message.isAutomatic);
  if (known) return known;
  const writer = compileMail<CleanValues>({
    ...fixedOf(mail),
    encoding: line.encoding,
    text: sourceOf(content.compiled.text),
    html: sourceOf(content.compiled.html),
  });
  ofLine.set(message.isAutomatic, writer);
  return writer;
}

function fixedOf({ content, line, message }: MessageMail) {
  return {
    from: line.from,
    replyTo: line.replyTo === null ? undefined : { address: line.replyTo },
    isAutomatic: message.isAutomatic,
    language: content.language,
  };
}

function sourceOf(program: Program): PartSource<CleanValues> {
  return {
    literals: program.steps.map((step) => (step.kind === "literal" ? step.text : "")),
    write: (values, out) => walkProgram(program, values, out),
  };
}
