import { describe, expect, test } from "vitest";
import { sinkCertificate } from "../../../tests/support/smtp-sink.ts";
import { expiredCertificate } from "../../../tests/support/test-certificates.ts";
import { at, attempt, settingsFor, sinkWith } from "./smtp-test-support.ts";

describe("R-25: encryption", () => {
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

  test.each([
    ["refuses to begin it", { reply: "454 4.7.0 TLS not available" }, "encryption-not-offered"],
    ["answers its beginning with nonsense", { raw: "what?\r\n", close: true as const }, "encryption-not-offered"],
  ])("with a server that %s ends before the password", async (_how, action, kind) => {
    const sink = await sinkWith({ tls: "starttls", auth, ...at("starttls", action) });
    expect(await attempt(settingsFor(sink, { encryption: "starttls", ...trusted }))).toMatchObject({
      outcome: "not-sent",
      phase: "tls",
      error: { kind },
    });
    expect(sink.commands.join()).not.toMatch(/AUTH|MAIL/);
  });

  test.each([
    { has: "an expired certificate", secure: expiredCertificate, kind: "certificate-not-valid" },
    {
      has: "nothing newer than TLS 1.1",
      secure: { minVersion: "TLSv1", maxVersion: "TLSv1.1" },
      kind: "encryption-failed",
    },
  ] as const)("with a server that has $has ends before the password", async ({ secure, kind }) => {
    const trustedCertificates = "cert" in secure ? secure.cert : sinkCertificate;
    for (const encryption of ["tls", "starttls"] as const) {
      const sink = await sinkWith({ tls: encryption === "tls" ? "implicit" : "starttls", auth, secure });
      const settings = settingsFor(sink, { encryption, signIn: auth, trustedCertificates });
      expect(await attempt(settings)).toMatchObject({ outcome: "not-sent", phase: "tls", error: { kind } });
      expect(sink.commands.join()).not.toMatch(/AUTH|MAIL/);
    }
  });

  test("with a server that wants the password first is begun all the same", async () => {
    const sink = await sinkWith({ tls: "starttls", auth, ...at("mail", { reply: "530 5.7.0 sign in first" }) });
    await attempt(settingsFor(sink, { encryption: "starttls", ...trusted }));
    const order = sink.commands
      .map((line) => line.split(" ")[0])
      .filter((word) => word === "STARTTLS" || word === "AUTH");
    expect(order).toEqual(["STARTTLS", "AUTH"]);
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
