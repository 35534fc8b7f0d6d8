import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer, type Socket } from "node:net";
import path from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { stuffDots } from "./dot-stuffing.rules.ts";
import { writeEnvelope } from "./envelope.rules.ts";
import { makeReplyReader } from "./reply-reader.rules.ts";
import { at, mail, open, permit, sendOver, settingsFor, sinkWith } from "./smtp-test-support.ts";

const next = { ...mail, to: "ben@example.org" };

describe("the message behind the dot", () => {
  test("is announced with it, and its body waits for its own permit", async () => {
    const sink = await sinkWith();
    const connection = await open(settingsFor(sink));
    const first = await connection.begin(mail);
    if (!("atTheDot" in first)) throw new Error("ended");
    expect(await first.atTheDot.finish(permit, next)).toMatchObject({ outcome: "accepted" });
    await expect.poll(() => sink.openBodyBytes()).toBe(stuffDots(next.raw).length);
    expect(sink.accepted.map(({ to }) => to)).toEqual(["ada@example.org"]);
    const second = await connection.begin(next);
    expect("atTheDot" in second && (await second.atTheDot.finish(permit))).toMatchObject({ outcome: "accepted" });
    expect(sink.accepted.map(({ to }) => to)).toEqual(["ada@example.org", "ben@example.org"]);
    expect(connection.begunCount).toBe(2);
  });

  test("is announced after its time where the server offers no pipelining", async () => {
    const sink = await sinkWith({ pipelining: false });
    const connection = await open(settingsFor(sink));
    const first = await connection.begin(mail);
    expect("atTheDot" in first && (await first.atTheDot.finish(permit, next))).toMatchObject({ outcome: "accepted" });
    expect(sink.commands.filter((line) => line.startsWith("MAIL"))).toHaveLength(1);
    expect(await sendOver(connection, next.to)).toMatchObject({ outcome: "accepted" });
  });

  test("goes on when the one before it was refused", async () => {
    const sink = await sinkWith({
      script: (visit) => (visit.step === "dot" && visit.nth === 0 ? { reply: "550 5.7.1 no" } : undefined),
    });
    const connection = await open(settingsFor(sink));
    const first = await connection.begin(mail);
    expect("atTheDot" in first && (await first.atTheDot.finish(permit, next))).toMatchObject({
      outcome: "rejected-permanently",
    });
    const second = await connection.begin(next);
    expect("atTheDot" in second && (await second.atTheDot.finish(permit))).toMatchObject({ outcome: "accepted" });
  });

  test("that turns out to be another one costs the connection, and nobody gets the wrong mail", async () => {
    const sink = await sinkWith();
    const connection = await open(settingsFor(sink));
    const first = await connection.begin(mail);
    if ("atTheDot" in first) await first.atTheDot.finish(permit, next);
    expect(await sendOver(connection, "eve@example.org")).toMatchObject({ outcome: "not-sent" });
    expect(connection.isOpen).toBe(false);
    expect(sink.dotted.map(({ to }) => to)).toEqual(["ada@example.org"]);
  });

  test("is not sent when the connection breaks at the dot before it", async () => {
    const sink = await sinkWith(at("dot", { drop: true }));
    const connection = await open(settingsFor(sink));
    const first = await connection.begin(mail);
    expect("atTheDot" in first && (await first.atTheDot.finish(permit, next))).toEqual({
      outcome: "uncertain",
      phase: "dot",
    });
    expect(await connection.begin(next)).toMatchObject({ ended: { outcome: "not-sent" } });
  });
});

describe("a server that says 421", () => {
  test.each(["mail", "rcpt", "data"] as const)("at %s is believed at once, and left", async (step) => {
    const sink = await sinkWith(at(step, { reply: "421 4.3.2 shutting down" }));
    const connection = await open(settingsFor(sink));
    expect(await sendOver(connection)).toMatchObject({
      outcome: "rejected-temporarily",
      phase: step,
      reply: { code: 421 },
    });
    expect(connection.isOpen).toBe(false);
  });

  test("during the body has taken nothing", async () => {
    const sink = await sinkWith(at("body", { raw: "421 4.4.2 too slow\r\n" }));
    const connection = await open(settingsFor(sink));
    const begun = await connection.begin(mail);
    await expect.poll(() => connection.isOpen).toBe(false);
    const outcome = "ended" in begun ? begun.ended : await begun.atTheDot.finish(permit);
    expect(outcome).toMatchObject({ outcome: "not-sent", phase: "body" });
    expect(sink.dotted).toEqual([]);
  });
});

const servers: { stop: () => void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

/** A server that answers each line with the pieces that it is told, whatever the line says. */
async function oddServer(answers: (line: string) => string[]): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true).on("error", () => undefined);
    socket.write("220 odd ESMTP\r\n");
    socket.on("data", async (chunk) => {
      for (const line of chunk.toString().split("\r\n").filter(Boolean))
        for (const piece of answers(line)) {
          socket.write(piece);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
    });
  }).listen(0, "127.0.0.1");
  servers.push({
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  await new Promise((resolve) => server.once("listening", resolve));
  return (server.address() as { port: number }).port;
}

const usual: Record<string, string[]> = {
  EHLO: ["250-odd\r\n250 PIPE", "LINING\r\n"],
  MAIL: ["250-2.1.0 so\r\n250-2.1.0 many", " lines\r\n25", "0 2.1.0 ok\r\n"],
  RCPT: ["250 2.1.5 ok\r\n"],
  DATA: ["354 go on\r\n"],
  ".": ["250 2.0.0 ta", "ken\r\n"],
};

describe("replies", () => {
  test("in pieces and over many lines are put together, none for another command", async () => {
    const port = await oddServer((line) => usual[line.slice(0, 4)] ?? []);
    const connection = await open({ host: "127.0.0.1", port, encryption: "none" });
    expect(await sendOver(connection)).toMatchObject({ outcome: "accepted", reply: { text: "2.0.0 taken" } });
    expect(await sendOver(connection)).toMatchObject({ outcome: "accepted" });
  });

  test("beyond what was asked end the connection before anything is believed", async () => {
    const port = await oddServer((line) =>
      line.startsWith("DATA") ? ["354 go on\r\n250 taken\r\n"] : (usual[line.slice(0, 4)] ?? []),
    );
    const connection = await open({ host: "127.0.0.1", port, encryption: "none" });
    const outcome = await sendOver(connection);
    expect(outcome).toMatchObject({ outcome: "not-sent", error: { kind: "protocol-broken" } });
  });

  test("however they are cut, they read the same", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 20 }), (cuts) => {
        const stream = Buffer.from("250-a\r\n250-b\r\n250 c\r\n354 go\r\nwhat\r\n550-x\r\n550 y\r\n25");
        const reader = makeReplyReader();
        const read: string[] = [];
        let from = 0;
        for (const cut of [...cuts, stream.length]) {
          read.push(...(reader.read(stream.subarray(from, from + cut)) ?? []));
          from += cut;
        }
        expect(read).toEqual(["250-a\n250-b\n250 c", "354 go", "what", "550-x\n550 y"]);
      }),
    );
  });

  test("that never end are given up", () => {
    const reader = makeReplyReader();
    expect(reader.read(Buffer.alloc(70_000, "x"))).toBeUndefined();
  });
});

describe("the envelope", () => {
  const offered = { pipelining: true, smtpUtf8: true, eightBitMime: true, size: true, largestBytes: 0 };
  const commandOf = (change: Partial<typeof mail>, extensions = offered) => {
    const written = writeEnvelope({ ...mail, ...change }, extensions);
    return "envelope" in written ? written.envelope.mailCommand : written.kind;
  };

  test("uses what the server offers, and nothing else", () => {
    const raw = Buffer.from("x: é\r\n");
    const none = { pipelining: false, smtpUtf8: false, eightBitMime: false, size: false, largestBytes: 0 };
    expect(commandOf({ raw })).toBe(`MAIL FROM:<we@example.org> SIZE=${raw.length} BODY=8BITMIME\r\n`);
    expect(commandOf({ raw: Buffer.from("x") })).toBe("MAIL FROM:<we@example.org> SIZE=1\r\n");
    expect(commandOf({ to: "jü@example.org", raw: Buffer.from("x") })).toBe(
      "MAIL FROM:<we@example.org> SIZE=1 SMTPUTF8\r\n",
    );
    expect(commandOf({ to: "jü@example.org" }, none)).toBe("address-not-valid");
    expect(commandOf({ raw: Buffer.alloc(11) }, { ...offered, largestBytes: 10 })).toBe("message-too-large");
    expect(commandOf({}, none)).toBe("MAIL FROM:<we@example.org>\r\n");
  });
});

test("dots at the start of lines are doubled, and only those", () => {
  const plain = (text: string) =>
    text
      .split("\r\n")
      .map((line) => (line.startsWith(".") ? `.${line}` : line))
      .join("\r\n");
  fc.assert(
    fc.property(fc.array(fc.constantFrom(".", "\r\n", "a", "\r", "\n"), { maxLength: 40 }), (parts) => {
      const text = parts.join("");
      expect(stuffDots(Buffer.from(text)).toString()).toBe(plain(text));
    }),
  );
});

test("the socket is taken from exactly the nodemailer whose inside was read", () => {
  const folder = path.dirname(createRequire(import.meta.url).resolve("nodemailer"));
  const installed = JSON.parse(readFileSync(path.join(folder, "..", "..", "package.json"), "utf8")) as {
    version: string;
  };
  expect(installed.version).toBe("10.6.0");
});
