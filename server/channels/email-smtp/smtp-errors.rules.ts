import type { ChannelError, ChannelErrorKind, ChannelPhase } from "../channel.ts";
import { cleanText, readReply } from "./reply.rules.ts";

/** What nodemailer puts on its errors; the code alone cannot tell before the dot from after it. */
export interface SmtpError extends Error {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  timeoutType?: string;
}

const certificateCodes = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA)/;
const tlsCodes = /^(ERR_SSL_|ERR_TLS_|EPROTO$|ETLS$)/;
const certificateWords = /certificate|self.signed/i;

/** Failures until sign-in was done. `phase` is how far we know to have come. */
export function describeOpenFailure(
  error: SmtpError,
  phase: ChannelPhase,
): { phase: ChannelPhase; error: ChannelError } {
  const kind = openFailureKind(error);
  return { phase: phaseOfKind(kind) ?? phase, error: describe(kind, error) };
}

function openFailureKind(error: SmtpError): ChannelErrorKind {
  const codes = [error.code ?? "", error.originalCode ?? ""];
  if (codes.some((code) => certificateCodes.test(code))) return "certificate-not-valid";
  if (error.command === "STARTTLS" && error.response) return "encryption-not-offered";
  if (codes.some((code) => tlsCodes.test(code)))
    return certificateWords.test(error.message) ? "certificate-not-valid" : "encryption-failed";
  if (codes.includes("EAUTH")) return signInFailureKind(error);
  return connectionFailureKind(error, codes);
}

function signInFailureKind(error: SmtpError): ChannelErrorKind {
  const reply = readReply(error.response);
  if (reply) return reply.code < 500 ? "sign-in-refused-for-now" : "sign-in-refused";
  return error.command === "API" ? "sign-in-not-offered" : "protocol-broken";
}

function connectionFailureKind(error: SmtpError, codes: string[]): ChannelErrorKind {
  if (codes.some((code) => ["EDNS", "ENOTFOUND", "EAI_AGAIN", "ENODATA"].includes(code))) return "host-not-found";
  if (codes.some((code) => ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"].includes(code)))
    return "connection-refused";
  if (error.timeoutType === "GREETING_TIMEOUT") return "greeting-missing";
  if (codes.includes("ETIMEDOUT")) return "timed-out";
  if (error.response && /greeting/i.test(error.message)) return "greeting-refused";
  if (error.response && ["EHLO", "CONN"].includes(error.command ?? "")) return "greeting-refused";
  return codes.includes("EPROTOCOL") ? "protocol-broken" : "connection-lost";
}

function phaseOfKind(kind: ChannelErrorKind): ChannelPhase | undefined {
  if (kind === "certificate-not-valid" || kind === "encryption-not-offered" || kind === "encryption-failed")
    return "tls";
  if (kind.startsWith("sign-in-")) return "auth";
  return undefined;
}

function describe(kind: ChannelErrorKind, error: SmtpError): ChannelError {
  const code = error.originalCode ?? error.code ?? null;
  return { kind, code, detail: cleanText(error.message), reply: readReply(error.response) ?? null };
}
