import type { TestHint, TestOutcome } from "../../../contracts/senders.ts";

/** A conversation with a mail server that did not end well, as the channel tells it. */
export interface SmtpFailure {
  /** What the socket or the protocol suffered; null where the server said no to the envelope or the message. */
  kind: SmtpFailureKind | null;
  /** Whom the server refused, when it did. */
  refused: "sender" | "recipient" | "message" | null;
  /** The server's own words, when it said any. */
  reply: string | null;
}

export type SmtpFailureKind =
  | "host-not-found"
  | "destination-not-allowed"
  | "connection-refused"
  | "timed-out"
  | "certificate-not-valid"
  | "encryption-not-offered"
  | "encryption-failed"
  | "greeting-refused"
  | "greeting-missing"
  | "sign-in-refused"
  | "sign-in-refused-for-now"
  | "sign-in-not-offered"
  | "address-not-valid"
  | "message-too-large"
  | "connection-lost"
  | "protocol-broken"
  | "dropped-by-us"
  | "no-answer-after-message";

export interface FailureAround {
  presetId: string | null;
  /** Whether the password begins or ends with white space, which pasting often adds (X40). */
  passwordHasStraySpaces: boolean;
}

export interface Explanation {
  outcome: TestOutcome;
  hint: TestHint | null;
}

/** What to tell the person: where it failed, and what their provider usually wants in that case. */
export function explainFailure(failure: SmtpFailure, around: FailureAround): Explanation {
  const outcome = outcomeOf(failure);
  return { outcome, hint: hintFor(outcome, failure, around) };
}

const outcomeOfKind: Record<SmtpFailureKind, TestOutcome> = {
  "host-not-found": "host-not-found",
  "destination-not-allowed": "destination-not-allowed",
  "connection-refused": "connection-refused",
  "timed-out": "connection-timed-out",
  "certificate-not-valid": "certificate-not-valid",
  "encryption-not-offered": "encryption-not-offered",
  "encryption-failed": "wrong-encryption",
  "greeting-refused": "greeting-refused",
  // A server that waits for TLS says nothing to a clear connection.
  "greeting-missing": "wrong-encryption",
  "sign-in-refused": "wrong-password",
  "sign-in-refused-for-now": "greeting-refused",
  "sign-in-not-offered": "sign-in-not-offered",
  "address-not-valid": "recipient-refused",
  "message-too-large": "message-refused",
  "connection-lost": "connection-lost",
  "protocol-broken": "connection-lost",
  "dropped-by-us": "connection-lost",
  "no-answer-after-message": "no-answer-after-message",
};

function outcomeOf({ kind, refused, reply }: SmtpFailure): TestOutcome {
  if (kind !== null) return outcomeOfKind[kind];
  if (asksForSignIn.test(reply ?? "")) return "wrong-password";
  if (namesLimit.test(reply ?? "")) return "limit-reached";
  if (refused === "sender" || namesSender.test(reply ?? "")) return "sender-refused";
  return refused === "recipient" ? "recipient-refused" : "message-refused";
}

const asksForSignIn = /^530\b|authentication (is )?required/i;
const namesLimit = /\b[45]\.4\.5\b|quota|(daily|hourly|sending|rate) limit|too many (messages|recipients)/i;
const namesSender =
  /not verified|verify your|sender (address )?(rejected|not allowed|invalid|identity)|not owned|sendasdenied|from address|5\.7\.60/i;

const microsoftPersonal = new Set(["hotmail-live", "outlook", "msn"]);

/** One provider's usual reason, once signing in has failed. */
const hintOfPreset: Record<string, TestHint> = {
  gmail: "gmail-app-password",
  yahoo: "yahoo-app-password",
  aol: "aol-app-password",
  icloud: "icloud-app-password",
  free: "free-switch",
  gmx: "gmx-switch",
  orange: "orange-third-party",
  wanadoo: "orange-third-party",
  "la-poste": "la-poste-user-name",
  brevo: "brevo-smtp-key",
  sendgrid: "sendgrid-api-key",
  mailjet: "relay-credentials",
  "amazon-ses": "relay-credentials",
  mailgun: "relay-credentials",
  postmark: "relay-credentials",
  "microsoft-365": "microsoft-basic-off",
};

function hintFor(outcome: TestOutcome, failure: SmtpFailure, around: FailureAround): TestHint | null {
  const byServer = microsoftHint(failure) ?? googleHint(failure);
  if (byServer) return byServer;
  if (outcome === "sender-refused") return "sender-not-verified";
  return outcome === "wrong-password" || outcome === "sign-in-not-offered" ? hintOfSignIn(around) : null;
}

function hintOfSignIn({ presetId, passwordHasStraySpaces }: FailureAround): TestHint | null {
  // Microsoft takes no password here, with or without spaces.
  if (presetId !== null && microsoftPersonal.has(presetId)) return "microsoft-personal";
  return passwordHasStraySpaces ? "stray-spaces" : (hintOfPreset[presetId ?? ""] ?? null);
}

/** 5.7.30 and 5.7.139 are Microsoft's words for "signing in with a password is switched off". */
function microsoftHint(failure: SmtpFailure): TestHint | null {
  if (
    /\b5\.7\.(30|139)\b|basic authentication is disabled|smtpclientauthentication is disabled/i.test(
      failure.reply ?? "",
    )
  ) {
    return /outlook\.com|hotmail|user credentials/i.test(failure.reply ?? "") &&
      /\b5\.7\.30\b/.test(failure.reply ?? "")
      ? "microsoft-personal"
      : "microsoft-basic-off";
  }
  return null;
}

function googleHint(failure: SmtpFailure): TestHint | null {
  const reply = failure.reply ?? "";
  if (/application-specific password|5\.7\.9\b.*google|InvalidSecondFactor/i.test(reply)) return "gmail-app-password";
  return /support\.google\.com.*(BadCredentials|WebLoginRequired)/i.test(reply) ? "gmail-two-step" : null;
}

/** What a server said, fit to be shown: one line, no control characters, cut, without the addresses and words of others. */
export function cleanReply(reply: string | null): string | null {
  const oneLine = (reply ?? "")
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (oneLine === "") return null;
  return oneLine.length <= 200 ? oneLine : `${oneLine.slice(0, 199)}…`;
}
