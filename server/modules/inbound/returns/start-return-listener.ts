import type { Readable } from "node:stream";
import type { SMTPServer, SMTPServerSession } from "smtp-server";
import type { Background } from "../../../platform/module.ts";
import type { Platform } from "../../../platform/platform.ts";
import { receiveReturn } from "./receive-return.ts";

/** A report with a copy of the largest mail that we send. */
const largestReport = 5_242_880;
const alarmEvery = 20;

/** Feedback loops are registered for one address, and are not sent with an empty sender. */
const complaintBoxes = new Set(["complaints", "abuse", "fbl"]);
const systemSenders = /^(mailer-daemon|postmaster)@/i;

/**
 * The server that Postfix or an MX record leads returned mails to. It takes only what is addressed to a return address that
 * we signed, answers nobody by mail, and says yes only when the report is written down. Not there unless BOUNCE_PORT is set.
 */
export async function startReturnListener(platform: Platform): Promise<Background> {
  const wanted = platform.config.bounceListener;
  if (wanted === undefined) return { stop: async () => undefined };
  const server = await makeServer(platform);
  await listen(server, wanted);
  platform.logger.info(wanted, "listening for returned mails");
  return { stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function makeServer(platform: Platform): Promise<SMTPServer> {
  const refused = { count: 0 };
  const smtp = await import("smtp-server");
  const server = new smtp.SMTPServer({
    name: new URL(platform.config.publicUrl).hostname,
    banner: "returned mails only",
    size: largestReport,
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    maxClients: 50,
    socketTimeout: 60_000,
    closeTimeout: 2_000,
    logger: false,
    onRcptTo: ({ address }, session, callback) => {
      if (isAcceptable(platform, address, senderOf(session))) return callback();
      noteRefusal(platform, refused);
      callback(refusal(550, "5.1.1 no such return address"));
    },
    onData: (stream, session, callback) => {
      keep(platform, stream, session).then(
        () => callback(null, "2.0.0 noted"),
        (error: unknown) => {
          if (!(error instanceof TooLarge))
            platform.logger.error({ error }, "a returned mail could not be written down");
          callback(error instanceof TooLarge ? refusal(552, "5.3.4 too large") : refusal(451, "4.3.0 try again later"));
        },
      );
    },
  });
  server.on("error", (error) => platform.logger.debug({ error }, "connection error at the return address"));
  return server;
}

function isAcceptable(platform: Platform, recipient: string, sender: string): boolean {
  const box = recipient.slice(0, recipient.lastIndexOf("@")).toLowerCase();
  if (complaintBoxes.has(box)) return true;
  const isFromSystem = sender === "" || systemSenders.test(sender);
  return isFromSystem && platform.keys.readReturnToken(box) !== undefined;
}

/** Somebody who tries addresses is told to the operator, once for many tries. */
function noteRefusal({ logger }: Platform, refused: { count: number }): void {
  refused.count++;
  if (refused.count % alarmEvery === 0)
    logger.warn({ refused: refused.count }, "mails to return addresses that this installation never made were refused");
}

class TooLarge extends Error {}

async function keep(platform: Platform, stream: Readable, session: SMTPServerSession): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    // The rest is read and thrown away: the other side must be able to hear the answer.
    if (size <= largestReport) chunks.push(chunk as Buffer);
  }
  if (size > largestReport) throw new TooLarge();
  const outcome = await receiveReturn(platform, {
    raw: Buffer.concat(chunks),
    via: "return-address",
    recipients: session.envelope.rcptTo.map(({ address }) => address),
    hasNullSender: senderOf(session) === "",
  });
  platform.logger.debug({ outcome }, "a returned mail was read");
}

function senderOf({ envelope }: SMTPServerSession): string {
  return envelope.mailFrom === false ? "" : envelope.mailFrom.address;
}

function listen(server: SMTPServer, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, () => {
      server.server.off("error", reject);
      resolve();
    });
  });
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
