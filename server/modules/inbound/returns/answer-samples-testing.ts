import { feedback, plain, type ReportSample } from "./report-shapes-testing.ts";

/** Answers of machines and people, complaints, and what is none of it. */
export const answerSamples: ReportSample[] = [
  {
    name: "out of office in English",
    raw: plain(
      "From: Ada <ada@example.org>\nAuto-Submitted: auto-replied\nIn-Reply-To: <x@shop.example>\nSubject: Automatic reply: News",
      "I am out of the office until 5.1.2027 and will answer then. In urgent cases call 550 5551.",
    ),
    kind: "auto-replied",
  },
  {
    name: "out of office without the standard's header, in French",
    raw: plain("From: ada@example.org\nSubject: Réponse automatique : News", "Je suis absente jusqu'au 5.1.2027."),
    kind: "auto-replied",
  },
  {
    name: "an old vacation program",
    raw: plain("From: ada@example.org\nPrecedence: auto_reply\nSubject: Gone fishing", "Back next week."),
    kind: "auto-replied",
  },
  {
    name: "an answering machine that only has an empty envelope sender",
    raw: plain("From: ada@example.org\nSubject: Merci pour votre message", "Nous vous répondrons bientôt."),
    hasNullSender: true,
    kind: "auto-replied",
  },
  {
    name: "a reading receipt",
    raw: `From: ada@example.org
Subject: Read: News
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="B1"

--B1
Content-Type: text/plain

Your message was read.

--B1
Content-Type: message/disposition-notification

Final-Recipient: rfc822;ada@example.org
Original-Message-ID: <x@shop.example>
Disposition: manual-action/MDN-sent-manually; displayed

--B1--
`,
    kind: "auto-replied",
  },
  {
    name: "a person's answer",
    raw: plain(
      "From: Ada <ada@example.org>\nIn-Reply-To: <x@shop.example>\nSubject: Re: News",
      "Thank you! By the way, my brother's mail came back with 550 5.1.1 user unknown.",
    ),
    kind: "none",
  },
  {
    name: "a newsletter of somebody",
    raw: plain("From: info@other.example\nSubject: Our offers", "Version 5.1.1 is out."),
    kind: "none",
  },
  { name: "a complaint", raw: feedback("abuse"), kind: "complained", recipients: ["ada@example.org"] },
  { name: "a request to leave the list", raw: feedback("opt-out"), kind: "complained" },
  { name: "a person who takes a complaint back", raw: feedback("not-spam"), kind: "none" },
  { name: "a report about signatures", raw: feedback("auth-failure"), kind: "none" },
  { name: "garbage", raw: "\u0000\u0001\u0002 nothing of this is a mail", kind: "none" },
  { name: "nothing at all", raw: "", kind: "none" },
];
