import PostalMime from "postal-mime";
import type { MailFacts } from "./mail-facts.rules.ts";

/** A report stands before the copy of the message, and the copy's headers before its text: nobody needs the rest. */
const mostBytes = 262_144;
const mostLines = 8_000;
const readableParts = /^(message\/|text\/rfc822-headers)/;

/** Never throws for what a stranger wrote: a mail that cannot be read is a mail that says nothing. */
export async function readMail(raw: Buffer, hasNullSender?: boolean): Promise<MailFacts> {
  try {
    const mail = await PostalMime.parse(beginningOf(raw), {
      attachmentEncoding: "utf8",
      forceRfc822Attachments: true,
      maxNestingDepth: 10,
      maxHeadersSize: 262_144,
    });
    return {
      headers: mail.headers.map(({ key, value }) => ({ key, value: String(value) })),
      subject: mail.subject ?? "",
      fromAddress: mail.from?.address ?? "",
      text: mail.text ?? stripTags(mail.html ?? ""),
      parts: mail.attachments
        .filter(({ mimeType }) => readableParts.test(mimeType))
        .map(({ mimeType, content }) => ({ type: mimeType.toLowerCase(), text: String(content) })),
      hasNullSender,
    };
  } catch {
    return { headers: [], subject: "", fromAddress: "", text: "", parts: [], hasNullSender };
  }
}

function beginningOf(raw: Buffer): Buffer {
  let end = -1;
  for (let line = 0; line < mostLines; line++) {
    end = raw.indexOf(0x0a, end + 1);
    if (end < 0 || end >= mostBytes) return raw.subarray(0, mostBytes);
  }
  return raw.subarray(0, end);
}

/** Only to look for codes and addresses in it; it is never shown as HTML. */
function stripTags(html: string): string {
  return html
    .slice(0, 200_000)
    .replace(/<(br|\/p|\/div|\/tr|\/li)[^<>]*>/gi, "\n")
    .replace(/<[^<>]*>/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&nbsp;|&#160;/g, " ")
    .replace(/&amp;/g, "&");
}
