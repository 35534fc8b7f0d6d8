import net from "node:net";
import { type ClientFrame, type Frame, readClientFrames, readServerFrames } from "./database-frames.ts";

/** `cut-after`: the server has done it, and nobody hears so. `serialization-failure`: rolled back, with code 40001. */
export type CommitFault = "pass" | "cut-before" | "cut-after" | "serialization-failure";

export interface ProxyFaults {
  /** Asked at each COMMIT, with all the SQL of its transaction. */
  atCommit?: (transaction: string) => CommitFault;
  /** Asked at each statement, with all the SQL of its transaction; `cut` lets half through and ends the connection. */
  atStatement?: (statement: string, transaction: string) => "pass" | "cut";
  delayMs?: number;
  /** Takes everything and passes nothing on, as a network that is gone. */
  isBlackHole?: boolean;
  isRefusing?: boolean;
}

export interface DatabaseProxy {
  url: string;
  faults: ProxyFaults;
  /** The next COMMIT reaches the server, and its reply is swallowed with the connection. */
  cutNext: () => void;
  /** Where later connections go: the server may come back on another port. */
  pointTo: (databaseUrl: string) => void;
  /** By which the server knows the connections that are open (`client_port` in pg_stat_activity). */
  ports: () => number[];
  /** Ends every connection, as a server does that falls over. */
  dropAll: () => void;
  stop: () => Promise<void>;
}

/** Stands before PostgreSQL and makes what a network does to those who trust it. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  let target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  const upstreams = new Set<net.Socket>();
  const server = net.createServer((client) => {
    if (proxy.faults.isRefusing) {
      client.resetAndDestroy();
      return;
    }
    const upstream = net.connect(Number(target.port), target.hostname);
    upstreams.add(upstream);
    upstream.on("close", () => upstreams.delete(upstream));
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    join(proxy, client, upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  // Past the socket file, which would be taken first.
  url.searchParams.delete("host");
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as net.AddressInfo).port);
  const dropAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const proxy: DatabaseProxy = {
    url: url.toString(),
    faults: {},
    cutNext: () => {
      proxy.faults.atCommit = () => {
        delete proxy.faults.atCommit;
        return "cut-after";
      };
    },
    pointTo: (otherUrl) => {
      target = new URL(otherUrl);
    },
    ports: () => [...upstreams].flatMap((upstream) => upstream.localPort ?? []),
    dropAll,
    stop: () => {
      dropAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}

interface Line {
  proxy: DatabaseProxy;
  client: net.Socket;
  upstream: net.Socket;
  transaction: string;
  /** Answers that the server has not ended yet; statements may travel before the COMMIT, and theirs are the client's. */
  owed: number;
  /** What becomes of the COMMIT's own answer, after so many others. */
  fault: { kind: "deaf" | "replace"; after: number } | undefined;
}

function join(proxy: DatabaseProxy, client: net.Socket, upstream: net.Socket): void {
  const line: Line = { proxy, client, upstream, transaction: "", owed: 0, fault: undefined };
  const read = readClientFrames();
  const readAnswers = readServerFrames();
  client.on("data", (bytes) => {
    if (proxy.faults.isBlackHole) return;
    for (const frame of read(bytes)) {
      if (!client.destroyed) pass(line, frame);
    }
  });
  upstream.on("data", (bytes) => later(proxy, () => hear(line, readAnswers(bytes))));
  client.on("close", () => upstream.end());
  upstream.on("close", () => client.destroy());
}

function later(proxy: DatabaseProxy, work: () => void): void {
  const { delayMs } = proxy.faults;
  if (delayMs === undefined) work();
  else setTimeout(work, delayMs);
}

function pass(line: Line, frame: ClientFrame): void {
  const { statement, bytes, endsWithReady } = frame;
  if (statement !== undefined && /(?:^|;)\s*commit\s*$/i.test(statement)) {
    commit(line, bytes);
    return;
  }
  if (endsWithReady) line.owed++;
  if (statement === undefined) {
    line.upstream.write(bytes);
    return;
  }
  line.transaction = /^\s*(begin|start transaction)/i.test(statement) ? statement : `${line.transaction}\n${statement}`;
  if (line.proxy.faults.atStatement?.(statement, line.transaction) === "cut") {
    line.upstream.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
    end(line);
  } else line.upstream.write(bytes);
}

function commit(line: Line, bytes: Buffer): void {
  const fault = line.proxy.faults.atCommit?.(line.transaction) ?? "pass";
  if (fault === "cut-before") {
    end(line);
    return;
  }
  if (fault === "cut-after") line.fault = { kind: "deaf", after: line.owed };
  if (fault === "serialization-failure") line.fault = { kind: "replace", after: line.owed };
  line.owed++;
  line.transaction = "";
  line.upstream.write(fault === "serialization-failure" ? query("rollback") : bytes);
}

function hear(line: Line, answers: Frame[]): void {
  if (line.proxy.faults.isBlackHole) return;
  line.client.cork();
  for (const answer of answers) if (!line.client.destroyed) tell(line, answer);
  line.client.uncork();
}

function tell(line: Line, { type, bytes }: Frame): void {
  const { client, fault } = line;
  const isReady = type === "Z";
  if (fault?.after !== 0) client.write(bytes);
  else if (fault.kind === "deaf") end(line);
  // The reply to ROLLBACK ends with "ready"; the client gets an error instead.
  else if (isReady) client.write(Buffer.concat([serializationFailure, bytes]));
  if (isReady) countAnswer(line);
}

function countAnswer(line: Line): void {
  line.owed--;
  if (line.fault?.after === 0) line.fault = undefined;
  else if (line.fault) line.fault.after--;
}

function end({ client, upstream }: Line): void {
  client.destroy();
  upstream.destroy();
}

const serializationFailure = message("E", "SERROR\0VERROR\0C40001\0Mcould not serialize access (injected)\0\0");

function query(text: string): Buffer {
  return message("Q", `${text}\0`);
}

function message(type: string, body: string): Buffer {
  const bytes = Buffer.alloc(5 + body.length);
  bytes.write(type, 0, "latin1");
  bytes.writeInt32BE(4 + body.length, 1);
  bytes.write(body, 5, "latin1");
  return bytes;
}
