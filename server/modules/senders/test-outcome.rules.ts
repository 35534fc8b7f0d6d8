import type { TestHint, TestOutcome } from "../../../contracts/senders.ts";

/** How far a conversation with a mail server came before it failed. */
export const smtpPhases = [
  "resolve",
  "connect",
  "tls",
  "greeting",
  "sign-in",
  "mail-from",
  "rcpt-to",
  "data",
  "after-dot",
] as const;
export type SmtpPhase = (typeof smtpPhases)[number];

export interface SmtpFailure {
  phase: SmtpPhase;
  /** Of Node or of the library: ECONNREFUSED, ETIMEDOUT, CERT_HAS_EXPIRED, ETLS … */
  errorCode?: string | undefined;
  /** Three digits of the server's answer, when it answered. */
  replyCode?: number | undefined;
  /** The server's answer. */
  reply?: string | undefined;
}

export interface FailureAround {
  presetId: string | null;
  host: string;
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

const timeouts = new Set(["ETIMEDOUT", "ETIMEOUT", "ESOCKETTIMEDOUT"]);
const tlsErrors = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|ETLS|EPROTO)/;

function outcomeOf(failure: SmtpFailure): TestOutcome {
  if (failure.replyCode !== undefined) return outcomeOfReply(failure);
  if (failure.phase === "after-dot") return "no-answer-after-message";
  if (failure.phase === "resolve") {
    return failure.errorCode === "destination-not-allowed" ? "destination-not-allowed" : "host-not-found";
  }
  return outcomeOfSilence(failure.phase, failure.errorCode ?? "");
}

/** The server said nothing: what the socket told is all there is. */
function outcomeOfSilence(phase: SmtpPhase, errorCode: string): TestOutcome {
  // A server that waits for TLS says nothing to a clear connection, and the other way round.
  if (timeouts.has(errorCode)) return phase === "greeting" ? "wrong-encryption" : "connection-timed-out";
  if (phase === "tls" || tlsErrors.test(errorCode)) return outcomeOfTls(errorCode);
  return phase === "connect" ? "connection-refused" : "connection-lost";
}

function outcomeOfReply(failure: SmtpFailure): TestOutcome {
  switch (failure.phase) {
    case "tls":
      return "encryption-not-offered";
    case "sign-in":
      return failure.replyCode === 504 || failure.replyCode === 502 ? "sign-in-not-offered" : signInOutcome(failure);
    case "mail-from":
      return failure.replyCode === 530 ? "wrong-password" : limitOr("sender-refused", failure);
    case "rcpt-to":
      return limitOr(isAboutSender(failure) ? "sender-refused" : "recipient-refused", failure);
    case "data":
    case "after-dot":
      return refusedMessage(failure);
    case "resolve":
    case "connect":
    case "greeting":
      return limitOr("greeting-refused", failure);
    default:
      return failure.phase satisfies never;
  }
}

function signInOutcome(failure: SmtpFailure): TestOutcome {
  return failure.replyCode === 421 || failure.replyCode === 454 ? "greeting-refused" : "wrong-password";
}

function refusedMessage(failure: SmtpFailure): TestOutcome {
  return limitOr(isAboutSender(failure) ? "sender-refused" : "message-refused", failure);
}

function limitOr(otherwise: TestOutcome, failure: SmtpFailure): TestOutcome {
  return /\b[45]\.4\.5\b|quota|(daily|hourly|sending|rate) limit|too many (messages|recipients)/i.test(
    failure.reply ?? "",
  )
    ? "limit-reached"
    : otherwise;
}

function isAboutSender(failure: SmtpFailure): boolean {
  return /not verified|verify your|sender (address )?(rejected|not allowed|invalid|identity)|not owned|sendasdenied|from address|5\.7\.60/i.test(
    failure.reply ?? "",
  );
}

function outcomeOfTls(errorCode: string): TestOutcome {
  if (/CERT|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|ALTNAME/.test(errorCode)) return "certificate-not-valid";
  return errorCode === "ETLS" ? "encryption-not-offered" : "wrong-encryption";
}

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
export function cleanReply(reply: string | undefined): string | null {
  const oneLine = (reply ?? "")
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (oneLine === "") return null;
  return oneLine.length <= 200 ? oneLine : `${oneLine.slice(0, 199)}…`;
}
