import type { BounceClass } from "../../../contracts/message-returns.ts";

/** What a server said about a mail that it does not deliver, at the hand-over or in a report. */
export interface ReturnFacts {
  /** RFC 3463; null when none was given. `x.0.0` says nothing more than the basic code. */
  status: string | null;
  text: string;
}

/** Words of blocklists and rules: whoever says them speaks about the sender, whatever code stands beside. */
const aboutSender =
  /spamhaus|spamcop|barracuda|block ?list|black ?list|\bdnsbl\b|\brbl\b|\bdmarc\b|\bspf\b|\bdkim\b|unauthenticated|reputation|looks like spam|\bspam\b|bulk mail|relay(ing)? (access )?denied|not permitted to relay|too many (messages|connections|recipients)|rate limit/i;
const mailboxFull =
  /mailbox (is )?full|over ?quota|quota exceeded|exceeded (its|the|his|storage)? ?quota|insufficient (system )?storage|out of storage|bo[iî]te (aux lettres )?(est )?pleine|buz[oó]n lleno|casella piena|postfach (ist )?voll/i;
const noSuchMailbox =
  /user unknown|unknown user|no such (user|mailbox|recipient|person)|no mailbox here|recipient (address )?(not found|unknown)|mailbox (not found|does not exist|unknown)|user (not found|does(n't| not) exist)|account (that you tried to reach )?(does not exist|has been disabled)|RecipNotFound|invalid (recipient|mailbox)|unknown (recipient|mailbox|address)|unrouteable address|destinataire inconnu|utilisateur inconnu|usuario desconocido|utente sconosciuto|bad destination mailbox/i;

const deadStatus = /^5\.(1\.(1|2|3|6|10)|2\.1|4\.4)$/;
const blockedStatus = /^(5\.7\.\d+|4\.7\.\d+|5\.1\.[78])$/;
const softStatus = /^(4\.\d+\.\d+|5\.2\.[234]|5\.3\.[1-4]|5\.4\.[67]|5\.4\.14)$/;

/**
 * `hard`: there is no such mailbox. `soft`: it could not take this mail, now or at this size. `blocked`: the server refuses
 * the sender, not the recipient. `unknown`: a bare refusal may mean anything, so that nobody is blamed for it once.
 */
export function classOfReturn({ status, text }: ReturnFacts): BounceClass {
  if (aboutSender.test(text)) return "blocked";
  // Some servers say "full" beside the code for an unknown user: the words are the milder of the two.
  if (mailboxFull.test(text)) return "soft";
  if (isExchangeDirectoryRefusal(status, text)) return "hard";
  if (status !== null && deadStatus.test(status)) return "hard";
  if (status !== null && blockedStatus.test(status)) return "blocked";
  if (status !== null && softStatus.test(status)) return "soft";
  return isBadMailbox(status, text) ? "hard" : "unknown";
}

/** Exchange Online answers 5.4.1 "Access denied" for mailboxes that are not in the directory. */
function isExchangeDirectoryRefusal(status: string | null, text: string): boolean {
  return status === "5.4.1" && /recipient address rejected: access denied/i.test(text);
}

/** Words alone are believed beside a code that names the mailbox, however vaguely: 553, 5.1.0, 5.5.0. */
function isBadMailbox(status: string | null, text: string): boolean {
  const namesMailbox = status === "5.1.0" || status === "5.5.0" || (status === null && /\b553\b/.test(text));
  return namesMailbox && noSuchMailbox.test(text);
}

/** Of how many messages to one address within 90 days a return of this class ends the writing to it; null: never. */
export const returnsUntilSuppressed: Record<BounceClass, number | null> = {
  hard: 1,
  soft: 3,
  unknown: 3,
  blocked: null,
};

/** Machine text of strangers, for a line on a screen: no control characters, one line, not endless. */
export function cleanDetail(text: string | null): string | null {
  const clean = (text ?? "")
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 500);
  return clean === "" ? null : clean;
}
