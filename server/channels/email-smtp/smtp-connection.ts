import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SendPermit } from "../../../contracts/send-permit.ts";
import type { BeginResult, ChannelPhase, NotSent, Outcome, OutgoingMail } from "../channel.ts";
import { writeEnvelope } from "./envelope.rules.ts";
import { describeOpenFailure, type SmtpError } from "./smtp-errors.rules.ts";
import { brokenProtocol, type SmtpSession, startSession } from "./smtp-session.ts";
import { type SmtpSettings, type SmtpTimeouts, usualTimeouts } from "./smtp-settings.ts";
import { notSent, type StartedTransaction, startTransaction } from "./smtp-transaction.ts";
import { takeOverSocket } from "./take-over-socket.ts";

export interface SmtpAtTheDot {
  finish: (permit?: SendPermit, next?: OutgoingMail) => Promise<Outcome>;
  drop: () => void;
}

export type SmtpBeginResult = { atTheDot: SmtpAtTheDot } | Extract<BeginResult, { ended: unknown }>;

/** One signed-in connection that carries one message after another. */
export interface SmtpConnection {
  readonly isOpen: boolean;
  readonly begunCount: number;
  begin: (mail: OutgoingMail) => Promise<SmtpBeginResult>;
  close: () => Promise<void>;
}

export type SmtpOpenResult = { connection: SmtpConnection } | { ended: NotSent };

/** Connects, encrypts as the settings require, signs in: nodemailer's work. What follows is ours. Never throws. */
export async function openSmtpConnection(settings: SmtpSettings): Promise<SmtpOpenResult> {
  const timeouts = { ...usualTimeouts, ...settings.timeouts };
  const smtp = makeConnection(settings, timeouts);
  let phase: ChannelPhase = "connect";
  try {
    // nodemailer bounds the way to the greeting; a server that falls silent after it would hold us for minutes.
    await within(timeouts.connectMs + 2 * timeouts.greetingMs, connect(smtp));
    phase = "auth";
    if (settings.signIn) await within(timeouts.greetingMs, signIn(smtp, settings.signIn));
  } catch (error) {
    smtp.close();
    return { ended: { outcome: "not-sent", ...describeOpenFailure(error as SmtpError, phase) } };
  }
  const taken = takeOverSocket(smtp);
  if (taken) return { connection: connectionOn(startSession(taken), timeouts) };
  smtp.close();
  return { ended: notSent(phase, "connection-lost", "the server hung up after the sign-in") };
}

function makeConnection(settings: SmtpSettings, timeouts: SmtpTimeouts): SMTPConnection {
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
    socketCloseTimeout: 0,
    tls: { minVersion: "TLSv1.2", ...(settings.trustedCertificates ? { ca: settings.trustedCertificates } : {}) },
  });
  // Also after the promise of connecting is settled: an error without a listener would end the process.
  smtp.on("error", () => undefined);
  return smtp;
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

interface Line {
  session: SmtpSession;
  timeouts: SmtpTimeouts;
  begun: number;
  needsReset: boolean;
  /** Said behind the dot of the message before it. */
  ahead: StartedTransaction | undefined;
}

function connectionOn(session: SmtpSession, timeouts: SmtpTimeouts): SmtpConnection {
  const line: Line = { session, timeouts, begun: 0, needsReset: false, ahead: undefined };
  return {
    get isOpen() {
      return session.isOpen();
    },
    get begunCount() {
      return line.begun;
    },
    begin: (mail) => begin(line, mail),
    close: () => quit(line),
  };
}

async function begin(line: Line, mail: OutgoingMail): Promise<SmtpBeginResult> {
  line.begun++;
  const started = takeAhead(line, mail) ?? start(line, mail, line.needsReset);
  if ("ended" in started) return started;
  started.attend();
  const result = await started.begun;
  // A refused envelope can leave the server inside the transaction.
  line.needsReset = "ended" in result;
  return result;
}

function takeAhead(line: Line, mail: OutgoingMail): StartedTransaction | undefined {
  const { ahead } = line;
  line.ahead = undefined;
  // The server waits for the body of another message: nothing else can be said to it any more.
  if (ahead && ahead.mail !== mail) line.session.cut(brokenProtocol("another message was announced"));
  return ahead?.mail === mail ? ahead : undefined;
}

function start(line: Line, mail: OutgoingMail, resetFirst: boolean): StartedTransaction | { ended: NotSent } {
  const { session, timeouts } = line;
  if (!session.isOpen()) return { ended: notSent("connect", "connection-lost", "the connection is closed") };
  const written = writeEnvelope(mail, session.offered);
  if (!("envelope" in written)) return { ended: notSent("mail", written.kind, written.detail) };
  return startTransaction(session, {
    mail,
    envelope: written.envelope,
    timeouts,
    resetFirst,
    beforeNext: (next) => {
      if (!next || !session.offered.pipelining) return;
      const started = start(line, next, false);
      if ("begun" in started) line.ahead = started;
    },
  });
}

async function quit({ session, ahead }: Line): Promise<void> {
  // The server waits for a body then: a goodbye would be its first line.
  if (ahead) session.cut(brokenProtocol("closed by us"));
  if (!session.isOpen()) return;
  await new Promise<void>((resolve) => {
    // A server that does not say goodbye is left without one.
    session.onLost(() => resolve());
    session.expectWithin(2_000);
    session.say("QUIT\r\n", [() => resolve()]);
  });
  session.cut(brokenProtocol("closed by us"));
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
