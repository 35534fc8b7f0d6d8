import { describe, expect, test } from "vitest";
import { sinkCertificate } from "../../../tests/support/smtp-sink.ts";
import { at, attempt, settingsFor, sinkWith } from "./smtp-test-support.ts";

describe("encryption", () => {
  const auth = { userName: "shop@example.org", password: " spaces and ünïcode\\ " };
  const trusted = { trustedCertificates: sinkCertificate, signIn: auth };

  test.each(["tls", "starttls"] as const)("%s carries sign-in and message", async (encryption) => {
    const sink = await sinkWith({ tls: encryption === "tls" ? "implicit" : "starttls", auth });
    expect(await attempt(settingsFor(sink, { encryption, ...trusted }))).toMatchObject({ outcome: "accepted" });
  });

  test.each(["tls", "starttls"] as const)(
    "%s with a certificate that nobody signed ends before the password",
    async (encryption) => {
      const sink = await sinkWith({ tls: encryption === "tls" ? "implicit" : "starttls", auth });
      expect(await attempt(settingsFor(sink, { encryption, signIn: auth }))).toMatchObject({
        outcome: "not-sent",
        phase: "tls",
        error: { kind: "certificate-not-valid" },
      });
      expect(sink.commands.join()).not.toContain("AUTH");
    },
  );

  test("with a certificate of another name ends", async () => {
    const sink = await sinkWith({ tls: "implicit", auth });
    expect(await attempt(settingsFor(sink, { encryption: "tls", host: "mail.example.org", ...trusted }))).toMatchObject(
      { error: { kind: "certificate-not-valid" } },
    );
  });

  test("that the server does not offer ends before the password", async () => {
    const sink = await sinkWith({ auth });
    expect(await attempt(settingsFor(sink, { encryption: "starttls", ...trusted }))).toMatchObject({
      outcome: "not-sent",
      phase: "tls",
      error: { kind: "encryption-not-offered" },
    });
    expect(sink.commands.join()).not.toMatch(/AUTH|MAIL/);
  });

  test("against a server that speaks clear text is told apart", async () => {
    const sink = await sinkWith();
    expect(await attempt(settingsFor(sink, { encryption: "tls", ...trusted }))).toMatchObject({
      error: { kind: "encryption-failed" },
    });
  });

  test("clear text against a server that encrypts at once waits for a greeting in vain", async () => {
    const sink = await sinkWith({ tls: "implicit" });
    expect(await attempt(settingsFor(sink))).toMatchObject({
      outcome: "not-sent",
      error: { kind: "greeting-missing" },
    });
  });
});

describe("sign-in", () => {
  const auth = { userName: "shop@example.org", password: "right" };
  test("with a wrong password is refused in the phase of sign-in", async () => {
    const sink = await sinkWith({ auth });
    const signIn = { ...auth, password: "wrong" };
    expect(await attempt(settingsFor(sink, { signIn }))).toMatchObject({
      outcome: "not-sent",
      phase: "auth",
      error: { kind: "sign-in-refused", reply: { code: 535 } },
    });
  });

  test("refused for now is told apart", async () => {
    const sink = await sinkWith({ auth, ...at("auth", { reply: "454 4.7.0 later" }) });
    expect(await attempt(settingsFor(sink, { signIn: auth }))).toMatchObject({
      error: { kind: "sign-in-refused-for-now" },
    });
  });

  test("where none is offered", async () => {
    const sink = await sinkWith();
    expect(await attempt(settingsFor(sink, { signIn: auth }))).toMatchObject({
      phase: "auth",
      error: { kind: "sign-in-not-offered" },
    });
  });
});
