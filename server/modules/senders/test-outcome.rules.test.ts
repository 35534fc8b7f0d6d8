import { describe, expect, test } from "vitest";
import type { TestHint, TestOutcome } from "../../../contracts/senders.ts";
import { cleanReply, explainFailure, type SmtpFailure } from "./test-outcome.rules.ts";

const around = { presetId: null, host: "smtp.example.org", passwordHasStraySpaces: false };

describe("why a mail server could not be used", () => {
  test.each<[TestOutcome, SmtpFailure]>([
    ["host-not-found", { phase: "resolve", errorCode: "ENOTFOUND" }],
    ["destination-not-allowed", { phase: "resolve", errorCode: "destination-not-allowed" }],
    ["connection-refused", { phase: "connect", errorCode: "ECONNREFUSED" }],
    ["connection-timed-out", { phase: "connect", errorCode: "ETIMEDOUT" }],
    ["wrong-encryption", { phase: "greeting", errorCode: "ETIMEDOUT" }],
    ["wrong-encryption", { phase: "tls", errorCode: "ERR_SSL_WRONG_VERSION_NUMBER" }],
    ["certificate-not-valid", { phase: "tls", errorCode: "DEPTH_ZERO_SELF_SIGNED_CERT" }],
    ["certificate-not-valid", { phase: "connect", errorCode: "CERT_HAS_EXPIRED" }],
    ["certificate-not-valid", { phase: "tls", errorCode: "ERR_TLS_CERT_ALTNAME_INVALID" }],
    ["encryption-not-offered", { phase: "tls", replyCode: 502, reply: "502 not implemented" }],
    ["encryption-not-offered", { phase: "tls", errorCode: "ETLS" }],
    ["greeting-refused", { phase: "greeting", replyCode: 554, reply: "554 no service for you" }],
    ["wrong-password", { phase: "sign-in", replyCode: 535, reply: "535 5.7.8 bad credentials" }],
    ["wrong-password", { phase: "mail-from", replyCode: 530, reply: "530 authentication required" }],
    ["sign-in-not-offered", { phase: "sign-in", replyCode: 504, reply: "504 mechanism unknown" }],
    ["greeting-refused", { phase: "sign-in", replyCode: 421, reply: "421 come back later" }],
    ["sender-refused", { phase: "mail-from", replyCode: 553, reply: "553 not yours" }],
    ["sender-refused", { phase: "rcpt-to", replyCode: 553, reply: "553 Sender address rejected: not owned by user" }],
    ["recipient-refused", { phase: "rcpt-to", replyCode: 550, reply: "550 5.1.1 no such user" }],
    ["limit-reached", { phase: "mail-from", replyCode: 450, reply: "450 4.4.5 daily sending limit exceeded" }],
    ["sender-refused", { phase: "after-dot", replyCode: 554, reply: "554 5.2.252 SendAsDenied" }],
    ["message-refused", { phase: "after-dot", replyCode: 554, reply: "554 looks like spam" }],
    ["no-answer-after-message", { phase: "after-dot", errorCode: "ECONNRESET" }],
    ["connection-lost", { phase: "data", errorCode: "ECONNRESET" }],
  ])("%s: %o", (outcome, failure) => {
    expect(explainFailure(failure, around).outcome).toBe(outcome);
  });
});

describe("what the provider usually wants", () => {
  const refused = (reply: string): SmtpFailure => ({ phase: "sign-in", replyCode: Number(reply.slice(0, 3)), reply });
  test.each<[TestHint | null, string, string | null]>([
    ["microsoft-basic-off", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled", null],
    ["microsoft-basic-off", "550 5.7.30 Basic authentication is not supported for Client Submission", "microsoft-365"],
    ["microsoft-basic-off", "535 5.7.3 Authentication unsuccessful", "microsoft-365"],
    ["microsoft-personal", "535 5.7.3 Authentication unsuccessful", "outlook"],
    ["gmail-app-password", "534 5.7.9 Application-specific password required", null],
    [
      "gmail-two-step",
      "535 5.7.8 Username and Password not accepted https://support.google.com/mail/?p=BadCredentials",
      "gmail",
    ],
    ["yahoo-app-password", "535 5.7.0 (#AUTH005) Too many bad auth attempts.", "yahoo"],
    ["free-switch", "535 authentication failed", "free"],
    ["gmx-switch", "535 Authentication credentials invalid", "gmx"],
    ["brevo-smtp-key", "535 5.7.8 Authentication failed", "brevo"],
    ["sendgrid-api-key", "535 Authentication failed: The provided authorization grant is invalid", "sendgrid"],
    [null, "535 5.7.8 Authentication failed", null],
  ])("%s when the server says %s (preset %s)", (hint, reply, presetId) => {
    expect(explainFailure(refused(reply), { ...around, presetId })).toEqual({ outcome: "wrong-password", hint });
  });

  test("stray spaces around the password are named before anything else that we cannot know", () => {
    const pasted = { ...around, presetId: "yahoo", passwordHasStraySpaces: true };
    expect(explainFailure(refused("535 no"), pasted).hint).toBe("stray-spaces");
  });

  test("Microsoft's refusal is recognised in every phase", () => {
    const failure: SmtpFailure = {
      phase: "mail-from",
      replyCode: 550,
      reply: "550 5.7.30 Basic authentication is not supported",
    };
    expect(explainFailure(failure, around).hint).toBe("microsoft-basic-off");
  });
});

describe("a server's words", () => {
  test("are shown on one line, without control or direction characters, and not longer than 200", () => {
    expect(cleanReply("535-5.7.8 one\r\n535 5.7.8 two\u0007\u202Ethree")).toBe("535-5.7.8 one 535 5.7.8 two three");
    expect(cleanReply("x".repeat(500))).toHaveLength(200);
    expect(cleanReply("\u0000 \r\n")).toBeNull();
    expect(cleanReply(undefined)).toBeNull();
  });
});
