/** Mails as they come back, written after real ones, with what must be read out of them. */
export interface ReportSample {
  name: string;
  raw: string;
  hasNullSender?: boolean;
  kind: string;
  status?: string | null;
  recipients?: string[];
  /** A piece of the other side's words. */
  says?: string;
}

export const original = (messageId: string) => `Return-Path: <news@shop.example>
Received: by relay.example; Fri, 20 Nov 2026 10:00:00 +0000
Message-ID: <${messageId}>
From: Shop <news@shop.example>
To: ada@example.org
Subject: News
`;

interface Dsn {
  perRecipient: string;
  from?: string;
  subject?: string;
  text?: string;
  returned?: string;
  returnedType?: string;
}

/** RFC 3464 in the shape that most servers give it. */
export function dsn(wanted: Dsn): string {
  const { from = "MAILER-DAEMON@relay.example", subject = "Undelivered Mail Returned to Sender" } = wanted;
  const { text = "I'm sorry to have to inform you that your message could not be delivered.", perRecipient } = wanted;
  const { returned = original("x@shop.example"), returnedType = "text/rfc822-headers" } = wanted;
  return `From: Mail Delivery System <${from}>
To: news@shop.example
Subject: ${subject}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B1"

--B1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

${text}

--B1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0000

${perRecipient}

--B1
Content-Type: ${returnedType}

${returned}
--B1--
`;
}

export function plain(headers: string, text: string): string {
  return `${headers}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}\n`;
}

export function feedback(type: string): string {
  return `From: feedback@arf.provider.example
To: complaints@returns.example
Subject: FW: News
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="B1"

--B1
Content-Type: text/plain

This is an email abuse report.

--B1
Content-Type: message/feedback-report

Feedback-Type: ${type}
User-Agent: SomeFeedbackLoop/1.0
Version: 1
Original-Rcpt-To: <ada@example.org>
Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0000

--B1
Content-Type: message/rfc822

${original("x@shop.example")}
Hello
--B1--
`;
}
