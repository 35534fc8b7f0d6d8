import type { ReportWay } from "../../../../contracts/message-returns.ts";
import { runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { type ReportOutcome, recordDeliveryReport } from "../../messaging/index.ts";
import type { MailFacts } from "./mail-facts.rules.ts";
import { findReferences } from "./message-references.rules.ts";
import { readMail } from "./read-mail.ts";
import { readReport } from "./report.rules.ts";

export interface ReturnedMail {
  raw: Buffer;
  via: ReportWay;
  /** Whom it was addressed to, when it came to a return address. */
  recipients?: string[];
  hasNullSender?: boolean;
  /** Whose mailbox it was found in. */
  mailbox?: { orgId: string; senderId: string };
}

/** `no-report`: a mail that says nothing about a delivery. `not-ours`: it names no message that we sent, or is forged. */
export type ReturnOutcome = ReportOutcome | "no-report";

/** Reads a mail that came back and writes down what it tells. Throws only when it could not be written down. */
export async function receiveReturn(platform: Platform, mail: ReturnedMail): Promise<ReturnOutcome> {
  const facts = await readMail(mail.raw, mail.hasNullSender);
  const report = readReport(facts);
  if (report.kind === "none") return "no-report";
  const { kind, ...told } = report;
  for (const { orgId, messageId } of namedMessages(platform, facts, mail)) {
    const outcome = await runInOrganisation(
      platform,
      { orgId, actor: { kind: "system", name: "returned mail" } },
      (ctx) => recordDeliveryReport(ctx, { ...told, kind, messageId, via: mail.via, senderId: mail.mailbox?.senderId }),
    );
    if (outcome !== "not-ours") return outcome;
  }
  return "not-ours";
}

function namedMessages(
  platform: Platform,
  facts: MailFacts,
  { recipients = [], mailbox }: ReturnedMail,
): { orgId: string; messageId: string }[] {
  const { tokens, messageIds } = findReferences(facts, recipients);
  const signed = tokens.flatMap((token) => platform.keys.readReturnToken(token) ?? []);
  if (mailbox === undefined) return signed;
  // What stands in one organisation's mailbox says nothing about another's messages.
  const own = signed.filter(({ orgId }) => orgId === mailbox.orgId);
  return [...own, ...messageIds.map((messageId) => ({ orgId: mailbox.orgId, messageId }))];
}
