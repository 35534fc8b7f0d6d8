import net from "node:net";

/**
 * A sink that knows which messages it took: WITNESS is `{ port, delayMs }`. Counts each recipient; keeps the time of the dot for
 * those whose address holds "single". `report` on standard input is answered with one line of JSON.
 */
const { port, delayMs } = JSON.parse(process.env.WITNESS ?? "{}") as { port: number; delayMs: number };

const copies = new Map<string, number>();
const times: Record<string, number> = {};
const seen = { accepted: 0, bytes: 0, signed: 0 };
const signature = Buffer.from("DKIM-Signature:");
const endOfBody = Buffer.from("\r\n.\r\n");

function accept(to: string, mail: Buffer): void {
  copies.set(to, (copies.get(to) ?? 0) + 1);
  seen.accepted++;
  seen.bytes += mail.length;
  if (mail.includes(signature)) seen.signed++;
  if (to.includes("single")) times[to] = Date.now();
}

class Session {
  readonly socket: net.Socket;
  buffer: Buffer = Buffer.alloc(0);
  isBody = false;
  to = "";

  constructor(socket: net.Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => this.take(chunk));
    this.say("220 witness ESMTP");
  }

  say(line: string): void {
    if (delayMs > 0) setTimeout(() => this.socket.write(`${line}\r\n`), delayMs);
    else this.socket.write(`${line}\r\n`);
  }

  take(chunk: Buffer): void {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    while (this.isBody ? this.takeBody() : this.takeLine());
  }

  takeBody(): boolean {
    const end = this.buffer.indexOf(endOfBody);
    if (end < 0) return false;
    accept(this.to, this.buffer.subarray(0, end));
    this.buffer = this.buffer.subarray(end + endOfBody.length);
    this.isBody = false;
    this.say("250 2.0.0 taken");
    return this.buffer.length > 0;
  }

  takeLine(): boolean {
    const end = this.buffer.indexOf("\r\n");
    if (end < 0) return false;
    const line = this.buffer.toString("latin1", 0, end);
    this.buffer = this.buffer.subarray(end + 2);
    this.obey(line.slice(0, 4).toUpperCase(), line);
    return this.buffer.length > 0;
  }

  obey(verb: string, line: string): void {
    if (verb === "EHLO") this.say("250-witness\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8");
    else if (verb === "DATA") {
      this.isBody = true;
      this.say("354 go on");
    } else if (verb === "QUIT") this.socket.end("221 2.0.0 bye\r\n");
    else {
      if (verb === "RCPT") this.to = /<([^>]*)>/.exec(line)?.[1] ?? "";
      this.say("250 2.1.0 ok");
    }
  }
}

const server = net.createServer((socket) => new Session(socket));
server.listen(port, "127.0.0.1", () => process.stdout.write("ready\n"));
process.stdin.on("data", () => {
  const twice = [...copies.values()].filter((count) => count > 1).length;
  process.stdout.write(`${JSON.stringify({ ...seen, distinct: copies.size, twice, times })}\n`);
});
