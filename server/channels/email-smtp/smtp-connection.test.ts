import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { sendTestMail } from "./send-test-mail.ts";
import { at, attempt, mail, open, permit, sendOver, settingsFor, sinkWith } from "./smtp-test-support.ts";

describe("a server that refuses", () => {
  test.each([
    ["mail", "451 4.1.8 later", "rejected-temporarily", "mail"],
    ["mail", "550 5.1.8 bad sender", "rejected-permanently", "mail"],
    ["rcpt", "452 4.2.2 mailbox full", "rejected-temporarily", "rcpt"],
    ["rcpt", "550 5.1.1 no such user", "rejected-permanently", "rcpt"],
    ["data", "451 4.3.2 not now", "rejected-temporarily", "data"],
    ["data", "554 5.5.1 no valid recipients", "rejected-permanently", "data"],
    ["dot", "421 4.3.2 shutting down", "rejected-temporarily", "replied"],
    ["dot", "554-5.7.1 spam\r\n554 5.7.1 go away", "rejected-permanently", "replied"],
  ] as const)("at %s with %j is believed", async (...refusal) => {
    const [step, reply, outcome, phase] = refusal;
    for (const pipelining of [true, false]) {
      const sink = await sinkWith({ pipelining, ...at(step, { reply }) });
      const code = Number(reply.slice(0, 3));
      expect(await attempt(settingsFor(sink))).toMatchObject({
        outcome,
        phase,
        reply: { code, enhancedCode: /\d\.\d\.\d/.exec(reply)?.[0] },
      });
      expect(sink.accepted).toEqual([]);
    }
  });

  test("with a broken greeting never gets a message", async () => {
    const sink = await sinkWith(at("greeting", { reply: "554 5.3.2 go away" }));
    expect(await attempt(settingsFor(sink))).toMatchObject({
      outcome: "not-sent",
      phase: "connect",
      error: { kind: "greeting-refused", reply: { code: 554 } },
    });
  });

  test("a garbled reply to the dot is no acceptance, and the connection is not used again", async () => {
    for (const raw of ["2ok\r\n", "250ok\r\n", "354 go on\r\n", "250-half\r\n"]) {
      const sink = await sinkWith(at("dot", { raw }));
      const connection = await open(settingsFor(sink));
      expect(await sendOver(connection)).toEqual({ outcome: "uncertain", phase: "dot" });
      expect(connection.isOpen).toBe(false);
    }
  });

  test("a server that answers 250 before the dot is not believed", async () => {
    const sink = await sinkWith(at("body", { raw: "250 taken already\r\n" }));
    const connection = await open(settingsFor(sink));
    const begun = await connection.begin(mail);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const outcome = "ended" in begun ? begun.ended : await begun.atTheDot.finish(permit);
    expect(outcome).toMatchObject({ outcome: "not-sent", phase: "body", error: { kind: "protocol-broken" } });
    expect(sink.dotted).toEqual([]);
  });
});

describe("a connection that breaks", () => {
  test.each([
    ["greeting", "not-sent", "connect"],
    ["ehlo", "not-sent", "connect"],
    ["mail", "not-sent", "mail"],
    ["rcpt", "not-sent", "rcpt"],
    ["data", "not-sent", "data"],
    ["body", "not-sent", "body"],
    ["dot", "uncertain", "dot"],
  ] as const)("at %s leaves the message %s", async (step, outcome, phase) => {
    const dropped = await sinkWith({ pipelining: false, ...at(step, { drop: true }) });
    expect(await attempt(settingsFor(dropped))).toMatchObject({ outcome, phase });
    expect(dropped.accepted).toEqual([]);
  });

  test.each([
    ["greeting", "not-sent"],
    ["ehlo", "not-sent"],
    ["mail", "not-sent"],
    ["rcpt", "not-sent"],
    ["data", "not-sent"],
    ["dot", "uncertain"],
  ] as const)("by silence at %s ends in time as %s", async (step, outcome) => {
    const silent = await sinkWith(at(step, { silence: true }));
    expect(await attempt(settingsFor(silent))).toMatchObject({ outcome });
  });

  test("while the gate is asked never gets a dot, and is known as not sent", async () => {
    const sink = await sinkWith();
    const connection = await open(settingsFor(sink));
    const begun = await connection.begin(mail);
    await sink.stop();
    await expect.poll(() => connection.isOpen).toBe(false);
    expect("atTheDot" in begun && (await begun.atTheDot.finish(permit))).toMatchObject({
      outcome: "not-sent",
      phase: "body",
    });
  });

  test("tells where nobody listens", async () => {
    const server = createServer().listen(0);
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    expect(await attempt({ host: "127.0.0.1", port, encryption: "none" })).toMatchObject({
      outcome: "not-sent",
      phase: "connect",
      error: { kind: "connection-refused", code: "ECONNREFUSED" },
    });
  });

  test("waits for a slow answer to the dot", async () => {
    const sink = await sinkWith({ delayMs: (visit) => (visit.step === "dot" ? 700 : 0) });
    expect(await attempt(settingsFor(sink, { timeouts: { dotMs: 5_000 } }))).toMatchObject({
      outcome: "accepted",
    });
  });
});

describe("one connection", () => {
  test("carries messages after refusals, each with its own answer", async () => {
    const sink = await sinkWith({
      script: (visit) =>
        visit.step === "rcpt" && visit.to.startsWith("bad") ? { reply: "550 5.1.1 who?" } : undefined,
    });
    const connection = await open(settingsFor(sink));
    expect(await sendOver(connection, "bad@example.org")).toMatchObject({ outcome: "rejected-permanently" });
    expect(await sendOver(connection, "good@example.org")).toMatchObject({ outcome: "accepted" });
    expect(sink.commands).toContain("RSET");
    expect(sink.accepted.map((message) => message.connection)).toEqual([1]);
    await connection.close();
    expect(sink.commands.at(-1)).toBe("QUIT");
  });

  test("keeps dots at the start of lines", async () => {
    const sink = await sinkWith();
    await attempt(settingsFor(sink));
    expect(sink.accepted[0]?.data).toContain("\r\n.dots stay dots\r\nend");
  });

  test("carries a message of several megabytes whole", async () => {
    const sink = await sinkWith();
    const connection = await open(settingsFor(sink));
    const raw = Buffer.from(`Subject: big\r\n\r\n${"0123456789abcdef\r\n".repeat(200_000)}`);
    const begun = await connection.begin({ ...mail, raw });
    await expect.poll(() => sink.openBodyBytes(), { timeout: 10_000 }).toBe(raw.length);
    expect("atTheDot" in begun && (await begun.atTheDot.finish(permit))).toMatchObject({ outcome: "accepted" });
  });

  test.each(["a@example.org>\r\nRCPT TO:<eve@example.org", "a@example.org\r\nDATA", "<>"])(
    "never says %j",
    async (to) => {
      const sink = await sinkWith();
      const connection = await open(settingsFor(sink));
      expect(await sendOver(connection, to)).toMatchObject({
        outcome: "not-sent",
        error: { kind: "address-not-valid" },
      });
      expect(sink.commands.join("\n")).not.toContain("eve@");
      expect(await sendOver(connection)).toMatchObject({ outcome: "accepted" });
    },
  );
});

test("the test mail of a mailbox really arrives", async () => {
  const sink = await sinkWith();
  const outcome = await sendTestMail(settingsFor(sink), {
    from: { name: "Hill\r\nBcc: x@y.z", address: "we@example.org" },
    to: "boss@example.org",
    subject: "It works ✓",
    text: "Fine.",
  });
  expect(outcome).toMatchObject({ outcome: "accepted" });
  expect(sink.accepted[0]).toMatchObject({ from: "we@example.org", to: "boss@example.org" });
  expect(sink.accepted[0]?.data).not.toMatch(/^Bcc:/m);
});
