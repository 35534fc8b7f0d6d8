import { describe, expect, test } from "vitest";
import type { TestHint, TestOutcome } from "../../../contracts/senders.ts";
import { cleanReply, explainFailure, type SmtpFailure, type SmtpFailureKind } from "./test-outcome.rules.ts";

const around = { presetId: null, passwordHasStraySpaces: false };
const said = (refused: SmtpFailure["refused"], reply: string): SmtpFailure => ({ kind: null, refused, reply });
const suffered = (kind: SmtpFailureKind): SmtpFailure => ({ kind, refused: null, reply: null });

describe("why a mail server could not be used", () => {
  test.each<[TestOutcome, SmtpFailure]>([
    ["host-not-found", suffered("host-not-found")],
    ["destination-not-allowed", suffered("destination-not-allowed")],
    ["connection-refused", suffered("connection-refused")],
    ["connection-timed-out", suffered("timed-out")],
    ["wrong-encryption", suffered("greeting-missing")],
    ["wrong-encryption", suffered("encryption-failed")],
    ["certificate-not-valid", suffered("certificate-not-valid")],
    ["encryption-not-offered", suffered("encryption-not-offered")],
    ["greeting-refused", suffered("greeting-refused")],
    ["greeting-refused", suffered("sign-in-refused-for-now")],
    ["wrong-password", suffered("sign-in-refused")],
    ["wrong-password", said("sender", "530 5.7.0 Authentication required")],
    ["sign-in-not-offered", suffered("sign-in-not-offered")],
    ["sender-refused", said("sender", "553 not yours")],
    ["sender-refused", said("recipient", "553 Sender address rejected: not owned by user")],
    ["recipient-refused", said("recipient", "550 5.1.1 no such user")],
    ["limit-reached", said("sender", "450 4.4.5 daily sending limit exceeded")],
    ["sender-refused", said("message", "554 5.2.252 SendAsDenied")],
    ["message-refused", said("message", "554 looks like spam")],
    ["no-answer-after-message", suffered("no-answer-after-message")],
    ["connection-lost", suffered("connection-lost")],
  ])("%s: %o", (outcome, failure) => {
    expect(explainFailure(failure, around).outcome).toBe(outcome);
  });
});

describe("what the provider usually wants", () => {
  const refused = (reply: string): SmtpFailure => ({ kind: "sign-in-refused", refused: null, reply });
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
    const failure = said("sender", "550 5.7.30 Basic authentication is not supported");
    expect(explainFailure(failure, around).hint).toBe("microsoft-basic-off");
  });
});

describe("a server's words", () => {
  test("are shown on one line, without control or direction characters, and not longer than 200", () => {
    expect(cleanReply("535-5.7.8 one\r\n535 5.7.8 two\u0007\u202Ethree")).toBe("535-5.7.8 one 535 5.7.8 two three");
    expect(cleanReply("x".repeat(500))).toHaveLength(200);
    expect(cleanReply("\u0000 \r\n")).toBeNull();
    expect(cleanReply(null)).toBeNull();
  });
});
