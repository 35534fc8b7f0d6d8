import { headerOf, type MailFacts, returnedHeaders } from "./mail-facts.rules.ts";

/** What may name the message that a report is about, the surest first. Whether it really does is for the keys to say. */
export interface MessageReferences {
  /** Look like tokens that we signed. */
  tokens: string[];
  /** Look like our ids; believed only where the organisation is known from elsewhere. */
  messageIds: string[];
}

const tokenPattern = /(?<![a-z0-9])b[a-z2-7]{63}(?![a-z0-9])/gi;
const idPattern = /(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?=[.@])/gi;
const mostTried = 10;

/** `recipients`: whom the report itself was addressed to, when it came by a return address. */
export function findReferences(facts: MailFacts, recipients: readonly string[]): MessageReferences {
  const returned = returnedHeaders(facts);
  const answered = `${headerOf(facts, "in-reply-to")} ${headerOf(facts, "references")}`;
  const reported = facts.parts.map((part) => part.text.slice(0, 100_000)).join("\n");
  const places = [recipients.join(" "), returned, answered, reported, facts.text.slice(0, 100_000)];
  return {
    tokens: matchesIn(places, tokenPattern),
    // Not in the text: there people quote whatever they like.
    messageIds: matchesIn([messageIdLine(returned), answered], idPattern),
  };
}

function messageIdLine(headers: string): string {
  return /^message-id:[^\r\n]*(\r?\n[ \t][^\r\n]*)?/im.exec(headers)?.[0] ?? "";
}

function matchesIn(places: readonly string[], pattern: RegExp): string[] {
  const found = places.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[0].toLowerCase()));
  return [...new Set(found)].slice(0, mostTried);
}
