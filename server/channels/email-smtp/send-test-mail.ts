import { newId } from "../../platform/ids.ts";
import type { Outcome } from "../channel.ts";
import { buildMail } from "./build-mail.ts";
import { checkAddress, type MailboxName } from "./header.rules.ts";
import { openSmtpConnection } from "./smtp-connection.ts";
import type { SmtpSettings } from "./smtp-settings.ts";

export interface TestMail {
  from: MailboxName;
  to: string;
  subject: string;
  text: string;
}

/**
 * One message with our own words that proves that a mailbox works (X41, I6). It is no way to write to anybody: the text
 * is the product's, and the recipient is whom the administrator just typed.
 */
export async function sendTestMail(settings: SmtpSettings, mail: TestMail): Promise<Outcome> {
  const [from, to] = [checkAddress(mail.from.address), checkAddress(mail.to)];
  if (from === undefined || to === undefined) {
    return {
      outcome: "not-sent",
      phase: "connect",
      error: { kind: "address-not-valid", code: null, detail: "", reply: null },
    };
  }
  const opened = await openSmtpConnection(settings);
  if ("ended" in opened) return opened.ended;
  const { connection } = opened;
  try {
    const raw = buildMail({
      ...mail,
      to: { address: to },
      messageId: `${newId()}@${from.split("@")[1]}`,
      date: new Date(),
      isAutomatic: true,
    });
    const begun = await connection.begin({ from, to, raw });
    return "ended" in begun ? begun.ended : await begun.atTheDot.finish();
  } finally {
    await connection.close();
  }
}
