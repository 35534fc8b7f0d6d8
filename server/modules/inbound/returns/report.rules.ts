import { readDeliveryStatus } from "./delivery-status.rules.ts";
import { headerOf, type MailFacts, partOf } from "./mail-facts.rules.ts";
import { readPlainReturn } from "./plain-return.rules.ts";
import { addressOfField, dateOfField, readFieldGroups } from "./report-fields.rules.ts";

/** What a mail tells about the delivery of another one. `none`: nothing. */
export interface Report {
  kind: "bounced" | "delayed" | "delivered" | "complained" | "auto-replied" | "none";
  /** RFC 3463. */
  status: string | null;
  /** In the words of the other side. */
  detail: string | null;
  /** To whom it failed or who complained, as far as it says. */
  recipients: string[];
  happenedAt: Date | null;
}

const nothing: Report = { kind: "none", status: null, detail: null, recipients: [], happenedAt: null };

/** The first that applies. An answering machine quotes nothing machine-readable, so the formats come before the words. */
export function readReport(facts: MailFacts): Report {
  return (
    readFeedback(facts) ??
    readDeliveryStatus(facts) ??
    readAutoReply(facts) ??
    readPlainReturn(facts) ??
    (facts.hasNullSender === true ? { ...nothing, kind: "auto-replied", detail: facts.subject || null } : nothing)
  );
}

/** RFC 5965. Only what a person meant as "I do not want this": no report about signatures, viruses or mistakes. */
function readFeedback(facts: MailFacts): Report | undefined {
  const part = partOf(facts, /^message\/feedback-report$/);
  if (part === undefined) return undefined;
  const fields = readFieldGroups(part)[0] ?? new Map<string, string>();
  const type = (fields.get("feedback-type") ?? "").toLowerCase();
  return {
    ...nothing,
    kind: ["abuse", "opt-out", "opt-out-list", "fraud"].includes(type) ? "complained" : "none",
    detail: [type, fields.get("user-agent"), fields.get("reported-domain")].filter(Boolean).join(" · "),
    recipients: [fields.get("original-rcpt-to")].flatMap((value) => addressOfField(value) ?? []),
    happenedAt: dateOfField(fields.get("arrival-date") ?? fields.get("received-date")),
  };
}

const absenceSubject =
  /^(re: *)?(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|away from|r[ée]ponse automatique|absence|absent du bureau|respuesta autom[áa]tica|fuera de (la )?oficina|risposta automatica|fuori (sede|ufficio)|automatische antwort|abwesenheit)/i;

/** RFC 3834, and what programs did before it. A reading receipt is an answer too: somebody got the mail. */
function readAutoReply(facts: MailFacts): Report | undefined {
  const submitted = headerOf(facts, "auto-submitted").toLowerCase();
  const isMachine =
    submitted.startsWith("auto-replied") ||
    partOf(facts, /^message\/disposition-notification$/) !== undefined ||
    /auto[-_]?reply/i.test(headerOf(facts, "precedence")) ||
    ["x-autoreply", "x-autorespond", "x-auto-reply-from"].some((name) => headerOf(facts, name) !== "") ||
    absenceSubject.test(facts.subject.trim());
  // Some servers mark their reports as auto-replied: the words of a report count more.
  if (!isMachine || (submitted !== "" && readPlainReturn(facts) !== undefined)) return undefined;
  return { ...nothing, kind: "auto-replied", detail: facts.subject || null };
}
