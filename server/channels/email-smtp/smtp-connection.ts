import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { BeginResult, ChannelPhase, NotSent, OutgoingMail } from "../channel.ts";
import { describeMessageFailure, describeOpenFailure, type SmtpError } from "./smtp-errors.rules.ts";
import { type SmtpSettings, type SmtpTimeouts, usualTimeouts } from "./smtp-settings.ts";
import { beginTransaction, type SmtpAtTheDot } from "./smtp-transaction.ts";

export type SmtpBeginResult = { atTheDot: SmtpAtTheDot } | Extract<BeginResult, { ended: unknown }>;

/** One signed-in connection that carries one message after another. */
export interface SmtpConnection {
  readonly isOpen: boolean;
  readonly begunCount: number;
  begin: (mail: OutgoingMail) => Promise<SmtpBeginResult>;
  close: () => Promise<void>;
}

export type SmtpOpenResult = { connection: SmtpConnection } | { ended: NotSent };

/** What a transaction needs to know of its connection. */
export interface SmtpLine {
  smtp: SMTPConnection;
  timeouts: SmtpTimeouts;
  /** Complete replies read so far: with pipelining this alone tells how far the envelope came. */
  replyCount: () => number;
  isOpen: () => boolean;
  /** Ends the connection at once, without goodbye. */
  cut: () => void;
}

/** Connects, encrypts as the settings require, signs in. Never throws. */
export async function openSmtpConnection(settings: SmtpSettings): Promise<SmtpOpenResult> {
  const line = makeLine(settings);
  let phase: ChannelPhase = "connect";
  try {
    // nodemailer bounds the way to the greeting; a server that falls silent after it would hold us for minutes.
    await within(line.timeouts.connectMs + 2 * line.timeouts.greetingMs, connect(line.smtp));
    phase = "auth";
    if (settings.signIn) await within(line.timeouts.greetingMs, signIn(line.smtp, settings.signIn));
  } catch (error) {
    line.cut();
    return { ended: { outcome: "not-sent", ...describeOpenFailure(error as SmtpError, phase) } };
  }
  return { connection: connectionOn(line) };
}

function makeLine(settings: SmtpSettings): SmtpLine {
  const timeouts = { ...usualTimeouts, ...settings.timeouts };
  let replies = 0;
  let open = true;
  const smtp = new SMTPConnection({
    host: settings.connectTo ?? settings.host,
    servername: settings.host,
    port: settings.port,
    secure: settings.encryption === "tls",
    requireTLS: settings.encryption === "starttls",
    ignoreTLS: settings.encryption === "none",
    name: settings.ownName,
    connectionTimeout: timeouts.connectMs + timeouts.greetingMs,
    greetingTimeout: timeouts.greetingMs,
    // Ours run first; this one only catches a socket that everybody forgot.
    socketTimeout: Math.max(timeouts.dotMs, timeouts.replyMs) + 60_000,
    socketCloseTimeout: 0,
    tls: { minVersion: "TLSv1.2", ...(settings.trustedCertificates ? { ca: settings.trustedCertificates } : {}) },
    transactionLog: true,
    logger: replyCounter(() => replies++),
  });
  const close = () => {
    open = false;
  };
  smtp.on("error", close);
  smtp.on("end", close);
  return { smtp, timeouts, replyCount: () => replies, isOpen: () => open, cut: () => smtp.close() };
}

/** nodemailer tells of replies only through its log. Nothing of it is kept: it would hold addresses and credentials. */
function replyCounter(onReply: () => void) {
  const ignore = () => undefined;
  const debug = (entry: unknown) => {
    if ((entry as { tnx?: string }).tnx === "server") onReply();
  };
  return { trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore };
}

function connect(smtp: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    smtp.once("error", reject);
    smtp.connect((error?: Error | null) => (error ? reject(error) : resolve()));
  });
}

function signIn(smtp: SMTPConnection, credentials: { userName: string; password: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    smtp.once("error", reject);
    if (!smtp.allowsAuth) {
      reject(Object.assign(new Error("the server offers no sign-in"), { code: "EAUTH", command: "API" }));
      return;
    }
    smtp.login({ user: credentials.userName, pass: credentials.password }, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

function connectionOn(line: SmtpLine): SmtpConnection {
  let begun = 0;
  let needsReset = false;
  return {
    get isOpen() {
      return line.isOpen();
    },
    get begunCount() {
      return begun;
    },
    begin: async (mail) => {
      begun++;
      const lost = needsReset ? await reset(line) : undefined;
      if (lost) return { ended: lost };
      const result = await beginTransaction(line, mail);
      // A refused envelope can leave the server inside the transaction.
      needsReset = "ended" in result;
      return result;
    },
    close: () => quit(line),
  };
}

async function reset(line: SmtpLine): Promise<NotSent | undefined> {
  try {
    await within(
      line.timeouts.replyMs,
      new Promise<void>((resolve, reject) => {
        line.smtp.reset((error) => (error ? reject(error) : resolve()));
      }),
    );
    return undefined;
  } catch (error) {
    line.cut();
    return {
      outcome: "not-sent",
      phase: "mail",
      error: { ...describeMessageFailure(error as SmtpError), kind: "connection-lost" },
    };
  }
}

async function quit(line: SmtpLine): Promise<void> {
  if (!line.isOpen()) return;
  const ended = new Promise<void>((resolve) => line.smtp.once("end", resolve));
  line.smtp.quit();
  // A server that does not say goodbye is left without one.
  await within(2_000, ended).catch(() => undefined);
  line.cut();
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" })),
      milliseconds,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
