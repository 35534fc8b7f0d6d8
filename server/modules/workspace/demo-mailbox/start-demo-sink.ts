import { timingSafeEqual } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import type { SMTPServer, SMTPServerSession } from "smtp-server";
import type { Background } from "../../../platform/module.ts";
import type { Platform } from "../../../platform/platform.ts";
import { announceDemoSink, demoSinkPassword } from "../../senders/index.ts";
import { receiveDemoMail } from "./receive-demo-mail.ts";

const largestMail = 26_214_400;

/**
 * A real SMTP server for demonstrations, on this machine only. Who signs in is the organisation: its id and a password
 * that only this installation can make, so that neither another organisation nor another program gets in.
 */
export async function startDemoSink(platform: Platform): Promise<Background> {
  const smtp = await import("smtp-server");
  const server = new smtp.SMTPServer({
    name: "demo-mailbox.placet.example",
    banner: "demo mailbox",
    size: largestMail,
    disabledCommands: ["STARTTLS"],
    authMethods: ["PLAIN", "LOGIN"],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 1_000,
    logger: false,
    onAuth: (auth, _session, callback) => {
      const orgId = organisationOf(platform, auth.username ?? "", auth.password ?? "");
      callback(orgId === undefined ? refusal(535, "not a demonstration of this installation") : null, { user: orgId });
    },
    onData: (stream, session, callback) => {
      store(platform, stream, session).then(
        () => callback(null, "kept in the demo mailbox"),
        (error: unknown) => {
          platform.logger.error({ error }, "the demo mailbox could not keep a mail");
          callback(refusal(451, "could not be kept, try again"));
        },
      );
    },
  });
  server.on("error", (error) => platform.logger.debug({ error }, "demo mailbox connection error"));
  await listen(server);
  const { port } = server.server.address() as AddressInfo;
  await announceDemoSink(platform, { host: "127.0.0.1", port });
  return { stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

function listen(server: SMTPServer): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      server.server.off("error", reject);
      resolve();
    });
  });
}

function organisationOf(platform: Platform, orgId: string, password: string): string | undefined {
  const expected = Buffer.from(demoSinkPassword(platform, orgId));
  const given = Buffer.from(password);
  return given.length === expected.length && timingSafeEqual(given, expected) ? orgId : undefined;
}

async function store(platform: Platform, stream: Readable, session: SMTPServerSession): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const { mailFrom, rcptTo } = session.envelope;
  await receiveDemoMail(platform, {
    orgId: String(session.user),
    sender: mailFrom ? mailFrom.address : "",
    recipients: rcptTo.map(({ address }) => address),
    raw: Buffer.concat(chunks),
  });
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
