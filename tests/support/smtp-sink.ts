import net from "node:net";
import tls from "node:tls";
import { type RepeatMemory, startRepeatMemory } from "./repeat-memory.ts";
import type { SinkAction, SinkStep, SinkVisit } from "./sink-actions.ts";
import { codeOf, messageIdIn, type SinkLogWriter, writeSinkLog } from "./sink-log.ts";
import { goodCertificate } from "./test-certificates.ts";

export interface SinkMessage {
  from: string;
  to: string;
  data: string;
  /** Milliseconds of the machine's monotonic clock, comparable over processes. */
  dotAt: number;
  connection: number;
}

export interface SinkOptions {
  script?: (visit: SinkVisit) => SinkAction | Promise<SinkAction | undefined> | undefined;
  /** `accept` only after this time, in milliseconds. */
  delayMs?: (visit: SinkVisit) => number;
  pipelining?: boolean;
  auth?: { userName: string; password: string };
  tls?: "implicit" | "starttls";
  /** Another certificate than the good one, other versions of the protocol. */
  secure?: tls.TlsOptions;
  /** What comes again with the same value of this header is answered with 250 and thrown away. */
  dedupeHeader?: string;
  /** What happened, line by line (sink-log.ts): survives the kill of everything else, and the doctor reads it. */
  logFile?: string;
  port?: number;
}

export interface SmtpSink {
  port: number;
  /** Messages whose dot arrived and that were answered with 250. */
  accepted: SinkMessage[];
  /** Recipients whose dot arrived, whatever was answered. */
  dotted: SinkMessage[];
  /** Thrown away, since its key was known. */
  dropped: SinkMessage[];
  /** Every line that clients said outside of message bodies. */
  commands: string[];
  /** Body bytes of messages that have no dot yet. */
  openBodyBytes: () => number;
  connections: () => number;
  options: SinkOptions;
  stop: () => Promise<void>;
}

export const sinkCertificate = goodCertificate.cert;

/** A real SMTP server that does what the script says. Knows nothing of the product. */
export async function startSmtpSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const sessions = new Set<Session>();
  const log = writeSinkLog(options.logFile);
  const hasCome = startRepeatMemory();
  let opened = 0;
  const sink: SmtpSink = {
    port: 0,
    accepted: [],
    dotted: [],
    dropped: [],
    commands: [],
    openBodyBytes: () =>
      [...sessions].reduce((sum, session) => sum + (session.mode === "body" ? session.body.length : 0), 0),
    connections: () => sessions.size,
    options,
    stop: () => stopServer(server, sessions),
  };
  const accept = (socket: net.Socket) => {
    const session = makeSession({ sink, log, hasCome }, socket, ++opened);
    sessions.add(session);
    log({ event: "connection", connection: session.connection });
    session.onClosed = (how) => {
      if (sessions.delete(session)) log({ event: "closed", connection: session.connection, how });
    };
  };
  const server =
    options.tls === "implicit"
      ? tls.createServer({ ...goodCertificate, ...options.secure }, accept)
      : net.createServer(accept);
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  sink.port = (server.address() as net.AddressInfo).port;
  return sink;
}

function stopServer(server: net.Server, sessions: Set<Session>): Promise<void> {
  for (const session of sessions) session.socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}

interface Place {
  sink: SmtpSink;
  log: SinkLogWriter;
  hasCome: RepeatMemory;
}

interface Session extends Place {
  socket: net.Socket;
  connection: number;
  nth: number;
  mode: "command" | "body" | "stopped";
  buffer: string;
  body: string;
  from: string;
  to: string;
  isSecure: boolean;
  isBusy: boolean;
  hasQuit: boolean;
  onClosed: (how: "quit" | "end" | "reset") => void;
}

function makeSession(place: Place, socket: net.Socket, connection: number): Session {
  const session: Session = {
    ...place,
    socket,
    connection,
    nth: 0,
    mode: "command",
    buffer: "",
    body: "",
    from: "",
    to: "",
    isSecure: place.sink.options.tls === "implicit",
    isBusy: false,
    hasQuit: false,
    onClosed: () => undefined,
  };
  listen(session);
  void answer(session, "greeting", "220 sink.example ESMTP");
  return session;
}

function listen(session: Session): void {
  const { socket } = session;
  socket.setNoDelay(true);
  socket.on("error", () => session.onClosed("reset"));
  socket.on("close", () => session.onClosed(session.hasQuit ? "quit" : "end"));
  socket.on("data", (chunk: Buffer) => {
    session.buffer += chunk.toString("latin1");
    void work(session);
  });
}

/** Answers may be late, so what came meanwhile waits its turn, in order. */
async function work(session: Session): Promise<void> {
  if (session.isBusy) return;
  session.isBusy = true;
  while (session.mode !== "stopped" && (session.mode === "body" ? await workBody(session) : await workLine(session)));
  session.isBusy = false;
}

async function workLine(session: Session): Promise<boolean> {
  const end = session.buffer.indexOf("\r\n");
  if (end < 0) return false;
  const line = session.buffer.slice(0, end);
  session.buffer = session.buffer.slice(end + 2);
  session.sink.commands.push(line);
  await obey(session, line);
  return true;
}

async function workBody(session: Session): Promise<boolean> {
  const whole = session.body + session.buffer;
  session.buffer = "";
  const end = whole.startsWith(".\r\n") ? 0 : whole.indexOf("\r\n.\r\n") + 2;
  if (end === 1) {
    session.body = whole;
    act(session, await decide(session, "body"));
    return session.mode !== "body" || session.buffer !== "";
  }
  session.body = "";
  session.mode = "command";
  session.buffer = whole.slice(end + 3);
  await takeMessage(session, whole.slice(0, end));
  return true;
}

async function takeMessage(session: Session, raw: string): Promise<void> {
  const message: SinkMessage = {
    from: session.from,
    to: session.to,
    data: Buffer.from(raw.replace(/^\.\./gm, "."), "latin1").toString("utf8"),
    dotAt: Number(process.hrtime.bigint() / 1_000_000n),
    connection: session.connection,
  };
  session.sink.dotted.push(message);
  const about = { connection: session.connection, to: message.to, messageId: messageIdIn(message.data) };
  session.log({ event: "dot", ...about, bytes: raw.length });
  const action = await decide(session, "dot");
  const isTaken = codeOf(action) === 250;
  const isKnown = isTaken && session.hasCome(message.data, session.sink.options.dedupeHeader);
  // Before the answer: what a server says that it has, it has.
  session.log({ event: "reply", ...about, code: codeOf(action), ...(isKnown && { dropped: true }) });
  if (isTaken) session.sink[isKnown ? "dropped" : "accepted"].push(message);
  if (action === undefined) session.socket.write("250 2.0.0 taken\r\n");
  else act(session, action);
  session.nth++;
  session.to = "";
}

type Command = (session: Session, line: string) => Promise<unknown>;

const commands: Record<string, Command> = {
  EHLO: (session) => answer(session, "ehlo", extensions(session)),
  STAR: (session) => upgrade(session),
  AUTH: (session, line) => checkLogin(session, line.replace(/^AUTH PLAIN ?/i, "")),
  MAIL: (session, line) => {
    session.from = addressIn(line);
    session.log({ event: "mail", connection: session.connection, from: session.from });
    return answer(session, "mail", "250 2.1.0 sender ok");
  },
  RCPT: async (session, line) => {
    session.to = addressIn(line);
    session.log({ event: "rcpt", connection: session.connection, to: session.to });
    if (!(await answer(session, "rcpt", "250 2.1.5 recipient ok"))) session.to = "";
  },
  DATA: (session) => openBody(session),
  RSET: (session) => answer(session, "rset", "250 2.0.0 reset"),
  QUIT: async (session) => {
    session.hasQuit = true;
    session.socket.end("221 2.0.0 bye\r\n");
  },
};

async function obey(session: Session, line: string): Promise<void> {
  const command = commands[line.slice(0, 4).toUpperCase()];
  if (command) await command(session, line);
  else session.socket.write("500 5.5.1 what?\r\n");
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? "";
}

async function openBody(session: Session): Promise<void> {
  if (session.to === "") session.socket.write("503 5.5.1 no valid recipients\r\n");
  else if (await answer(session, "data", "354 go on")) session.mode = "body";
}

function extensions(session: Session): string {
  const { options } = session.sink;
  const lines = ["sink.example", "8BITMIME", "SMTPUTF8", "SIZE 20000000"];
  if (options.pipelining !== false) lines.push("PIPELINING");
  if (options.tls === "starttls" && !session.isSecure) lines.push("STARTTLS");
  if (options.auth && (session.isSecure || options.tls !== "starttls")) lines.push("AUTH PLAIN");
  return lines.map((line, index) => `250${index === lines.length - 1 ? " " : "-"}${line}`).join("\r\n");
}

async function checkLogin(session: Session, encoded: string): Promise<void> {
  const [, userName, password] = Buffer.from(encoded, "base64").toString("utf8").split("\0");
  const { auth } = session.sink.options;
  const isRight = userName === auth?.userName && password === auth?.password;
  await answer(session, "auth", isRight ? "235 2.7.0 welcome" : "535 5.7.8 wrong user name or password");
}

async function upgrade(session: Session): Promise<void> {
  if (session.isSecure || session.sink.options.tls !== "starttls") {
    session.socket.write("454 4.7.0 TLS not available\r\n");
    return;
  }
  if (!(await answer(session, "starttls", "220 2.0.0 go on"))) return;
  const plain = session.socket;
  plain.removeAllListeners("data");
  session.buffer = "";
  session.socket = new tls.TLSSocket(plain, { isServer: true, ...goodCertificate, ...session.sink.options.secure });
  session.isSecure = true;
  listen(session);
}

async function decide(session: Session, step: SinkStep): Promise<SinkAction | undefined> {
  const visit: SinkVisit = { step, to: session.to, connection: session.connection, nth: session.nth };
  const delay = session.sink.options.delayMs?.(visit) ?? 0;
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  return session.sink.options.script?.(visit);
}

/** True when the usual, friendly answer was given. */
async function answer(session: Session, step: SinkStep, usual: string): Promise<boolean> {
  const action = await decide(session, step);
  if (action === undefined) session.socket.write(`${usual}\r\n`);
  else act(session, action);
  return action === undefined;
}

function act(session: Session, action: SinkAction | undefined): void {
  if (action === undefined) return;
  if ("reply" in action) session.socket.write(`${action.reply}\r\n`);
  else if ("raw" in action) session.socket[action.close ? "end" : "write"](action.raw);
  else {
    session.mode = "stopped";
    if ("drop" in action) session.socket.resetAndDestroy();
  }
}
