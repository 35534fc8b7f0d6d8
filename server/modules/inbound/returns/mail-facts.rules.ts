/** What of a mail decides whether it is a report, and about which message. Everything in it is written by strangers. */
export interface MailFacts {
  /** Names in lower case, in the order of the mail. */
  headers: readonly { key: string; value: string }[];
  subject: string;
  fromAddress: string;
  /** The text that people read. */
  text: string;
  /** The machine-readable parts: reports, and what was returned. Types in lower case. */
  parts: readonly { type: string; text: string }[];
  /** It came with an empty envelope sender, as reports must. Undefined where nobody knows (a mail in a mailbox). */
  hasNullSender?: boolean | undefined;
}

export function headerOf({ headers }: Pick<MailFacts, "headers">, name: string): string {
  return headers.find(({ key }) => key === name)?.value.trim() ?? "";
}

export function partOf({ parts }: Pick<MailFacts, "parts">, type: RegExp): string | undefined {
  return parts.find((part) => type.test(part.type))?.text;
}

/** The headers of the message that was returned; empty when the report brings none. */
export function returnedHeaders(facts: MailFacts): string {
  const returned = partOf(facts, /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/) ?? "";
  return returned.split(/\r?\n\r?\n/, 1)[0] ?? "";
}
