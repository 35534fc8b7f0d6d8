import { headerOf, type MailFacts } from "./mail-facts.rules.ts";
import type { Report } from "./report.rules.ts";
import { addressOfField, statusIn } from "./report-fields.rules.ts";

const fromSystem = /^(mailer-daemon|postmaster|mail-daemon|mdaemon|microsoftexchange[0-9a-f]+|double-bounce)(@|$)/i;
const returnSubject =
  /undeliver(ed|able)|delivery (status notification|failure|has failed)|mail delivery (failed|system|subsystem)|failure notice|returned mail|non[- ]remis|non remise|[ée]chec de (la )?(remise|distribution|livraison)|no se (ha )?(pudo )?entrega|error en la entrega|mensaje (no )?devuelto|mancato recapito|mancata consegna|impossibile recapitare|unzustellbar|nicht zugestellt/i;
const stillTrying =
  /will (continue|keep) (to )?try|still (being )?(retried|trying)|delivery (is |has been )?delayed|delayed mail|do not need to resend|warning message only|retard[ée]|aplazad|ritardo/i;

/**
 * Reports without the machine-readable part: qmail, old Exim, old Exchange and Notes, and hand-made ones. Undefined when
 * nothing says that a program reports about a delivery.
 */
export function readPlainReturn(facts: MailFacts): Report | undefined {
  const failedRecipients = headerOf(facts, "x-failed-recipients");
  const isReport = failedRecipients !== "" || fromSystem.test(facts.fromAddress) || returnSubject.test(facts.subject);
  if (!isReport) return undefined;
  const said = ownWords(facts.text);
  const status = statusIn(said);
  const isDelay = (stillTrying.test(facts.subject) || stillTrying.test(said)) && status?.startsWith("5") !== true;
  return {
    kind: isDelay ? "delayed" : "bounced",
    status,
    detail: excerpt(said, status),
    recipients: recipientsIn(failedRecipients, said),
    happenedAt: null,
  };
}

/** Without the copy of the message that stands below: its words are ours, or its author's. */
function ownWords(text: string): string {
  const end =
    /^(-{2,3} *(below this line|this is a copy|original message|enclosed|undelivered message)|={5,}|_{5,}|original message headers?:|en-?t[eê]tes? de message)/im.exec(
      text,
    );
  return text.slice(0, Math.min(end?.index ?? 6000, 6000));
}

/** The lines around the code, or what follows the first address, since reports begin with courtesies. */
function excerpt(said: string, status: string | null): string | null {
  const lines = said
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const at = lines.findIndex((line) =>
    status === null ? /^<?[^\s<>]+@[^\s<>]+>?:?/.test(line) : line.includes(status),
  );
  const from = at < 0 ? 0 : Math.max(at - (status === null ? 0 : 1), 0);
  return lines.slice(from, from + 3).join(" ") || null;
}

function recipientsIn(header: string, said: string): string[] {
  if (header !== "") return header.split(",").flatMap((one) => addressOfField(one) ?? []);
  // qmail and Postfix write the address at the beginning of a line, in angle brackets, with a colon.
  return [...said.matchAll(/^\s*<([^\s<>]+@[^\s<>]+)>:/gm)].map((match) => (match[1] ?? "").toLowerCase());
}
