import { dsn, original, plain, type ReportSample } from "./report-shapes-testing.ts";

/** Mails that could not be delivered, or not yet. */
export const returnSamples: ReportSample[] = [
  {
    name: "Postfix: no such user",
    raw: dsn({
      perRecipient: `Final-Recipient: rfc822; ada@example.org
Original-Recipient: rfc822;ada@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <ada@example.org>: Recipient address rejected:
    User unknown in virtual mailbox table`,
    }),
    kind: "bounced",
    status: "5.1.1",
    recipients: ["ada@example.org", "ada@example.org"],
    says: "550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown",
  },
  {
    name: "Postfix: still trying",
    raw: dsn({
      subject: "Delayed Mail (still being retried)",
      perRecipient:
        "Final-Recipient: rfc822; ada@example.org\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect to mx.example.org: timed out",
    }),
    kind: "delayed",
    status: "4.4.1",
  },
  {
    name: "a success report",
    raw: dsn({ perRecipient: "Final-Recipient: rfc822; ada@example.org\nAction: delivered\nStatus: 2.0.0" }),
    kind: "delivered",
  },
  {
    name: "a relayed message, of which nothing more will be heard",
    raw: dsn({ perRecipient: "Final-Recipient: rfc822; ada@example.org\nAction: relayed\nStatus: 2.0.0" }),
    kind: "none",
  },
  {
    name: "Gmail: over quota, with the whole message",
    raw: dsn({
      from: "mailer-daemon@googlemail.com",
      subject: "Delivery Status Notification (Failure)",
      perRecipient: `Final-Recipient: rfc822; ada@example.org
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552-5.2.2 The email account that you tried to reach is over quota.
Last-Attempt-Date: Fri, 20 Nov 2026 10:00:01 -0800 (PST)`,
      returned: `${original("x@shop.example")}\nHello`,
      returnedType: "message/rfc822",
    }),
    kind: "bounced",
    status: "5.2.2",
  },
  {
    name: "Exchange Online: not in the directory",
    raw: dsn({
      from: "postmaster@example.onmicrosoft.com",
      subject: "Undeliverable: News",
      perRecipient: `Final-Recipient: rfc822;ada@example.org
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ada@example.org not found by SMTP address lookup`,
    }),
    kind: "bounced",
    status: "5.1.10",
  },
  {
    name: "a status that says nothing, with a diagnosis that does",
    raw: dsn({
      perRecipient:
        "Final-Recipient: rfc822;ada@example.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 #5.1.0 Address rejected. 5.1.1 bad",
    }),
    kind: "bounced",
    status: "5.1.0",
  },
  {
    name: "no action and no diagnosis: an old Lotus server",
    raw: dsn({ perRecipient: "Final-Recipient: rfc822;ada@example.org\nStatus: 5.1.1" }),
    kind: "bounced",
    status: "5.1.1",
  },
  {
    name: "an alias of which one of two members failed",
    raw: dsn({
      perRecipient: `Final-Recipient: rfc822; one@example.org
Action: delivered
Status: 2.1.5

Final-Recipient: rfc822; two@example.org
Action: failed
Status: 5.1.1`,
    }),
    kind: "bounced",
    recipients: ["two@example.org"],
  },
  {
    name: "lower-case fields, LF only, internationalised",
    raw: dsn({
      perRecipient: "final-recipient: utf-8; adà@example.org\naction: FAILED (permanent)\nstatus: 5.1.1 (unknown)",
    }),
    kind: "bounced",
    status: "5.1.1",
    recipients: ["adà@example.org"],
  },
  {
    name: "qmail",
    raw: plain(
      "From: MAILER-DAEMON@qmail.example\nTo: news@shop.example\nSubject: failure notice",
      `Hi. This is the qmail-send program at qmail.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ada@example.org>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <news@shop.example>
Message-ID: <x@shop.example>

Version 4.2.2 of our shop: over quota sale`,
    ),
    kind: "bounced",
    status: "5.1.1",
    recipients: ["ada@example.org"],
    says: "Sorry, no mailbox here by that name. (#5.1.1)",
  },
  {
    name: "qmail: remote host said so, without a code",
    raw: plain(
      "From: MAILER-DAEMON@qmail.example\nSubject: failure notice",
      `Hi. This is the qmail-send program at qmail.example.

<ada@example.org>:
192.0.2.1 does not like recipient.
Remote host said: 550 No such user here
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.`,
    ),
    kind: "bounced",
    status: null,
    says: "550 No such user here",
  },
  {
    name: "Exim",
    raw: plain(
      "From: Mail Delivery System <Mailer-Daemon@exim.example>\nX-Failed-Recipients: ada@example.org\nAuto-Submitted: auto-replied\nSubject: Mail delivery failed: returning message to sender",
      `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ada@example.org
    SMTP error from remote mail server after RCPT TO:<ada@example.org>:
    host mx.example.org [192.0.2.1]: 550 5.1.1 User unknown

------ This is a copy of the message, including all the headers. ------`,
    ),
    kind: "bounced",
    status: "5.1.1",
    recipients: ["ada@example.org"],
  },
  {
    name: "Exim: a warning only",
    raw: plain(
      "From: Mail Delivery System <Mailer-Daemon@exim.example>\nAuto-Submitted: auto-replied\nSubject: Warning: message 1abc delayed 24 hours",
      `This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its recipients.
No action is required on your part. Delivery attempts will continue to try for some time.`,
    ),
    kind: "delayed",
  },
  {
    name: "Exchange on premises, without a report part, in French",
    raw: plain(
      "From: postmaster@exchange.example\nSubject: Non remis : News",
      `Échec de la remise pour ces destinataires ou groupes :

ada@example.org
L'adresse de messagerie que vous avez entrée est introuvable.

Informations de diagnostic pour les administrateurs :
Serveur de génération : EX01.exchange.example
ada@example.org
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

En-têtes de message d'origine :
Received: from relay 4.4.7`,
    ),
    kind: "bounced",
    status: "5.1.1",
  },
  {
    name: "Exchange: an HTML report",
    raw: `From: postmaster@exchange.example
Subject: Undeliverable: News
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><body><p>Your message to <b>ada@example.org</b> couldn't be delivered.</p><p>Remote Server returned &#39;550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy&#39;</p></body></html>
`,
    kind: "bounced",
    status: "5.7.1",
  },
  {
    name: "an Italian provider",
    raw: plain(
      "From: posta-certificata@provider.example\nSubject: Mancato recapito: News",
      "Il messaggio non è stato consegnato a ada@example.org: 550 5.1.1 utente sconosciuto",
    ),
    kind: "bounced",
    status: "5.1.1",
  },
  {
    name: "a Spanish provider",
    raw: plain(
      "From: postmaster@provider.example\nSubject: No se pudo entregar el mensaje",
      "<ada@example.org>: 552 5.2.2 buzón lleno",
    ),
    kind: "bounced",
    status: "5.2.2",
    recipients: ["ada@example.org"],
  },
];
