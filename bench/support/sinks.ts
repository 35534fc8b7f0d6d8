import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import net from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { endWithRun } from "../../tests/support/end-with-run.ts";

export class MissingPostfix extends Error {
  constructor(tool: string) {
    super(
      `${tool} was not found: the benchmarks need Postfix's own tools as sink and as yardstick. On Debian and Ubuntu: apt-get install postfix (no mail server has to run).`,
    );
  }
}

export function requirePostfix(): void {
  for (const tool of ["smtp-sink", "smtp-source"]) {
    if (spawnSync(tool, ["-h"], { env: environment }).error) throw new MissingPostfix(tool);
  }
}

// Debian puts them where only root's PATH looks.
const environment = { ...process.env, PATH: `${process.env.PATH ?? ""}:/usr/sbin:/usr/local/sbin` };

export interface CountingSink {
  /** Messages taken so far. */
  count: () => Promise<number>;
  stop: () => Promise<void>;
}

/** Postfix's smtp-sink: as fast as a receiver gets, and counts. */
export async function startPostfixSink(port: number): Promise<CountingSink> {
  const user = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn("smtp-sink", ["-c", ...user, `127.0.0.1:${port}`, "1000"], { env: environment });
  endWithRun(child);
  let shown = "";
  child.stdout.on("data", (chunk: Buffer) => {
    shown = (shown + chunk.toString("latin1")).slice(-200);
  });
  await waitForPort(port, child);
  return {
    count: async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return Number([...shown.matchAll(/mesg=(\d+)/g)].at(-1)?.[1] ?? 0);
    },
    stop: () => end(child),
  };
}

export interface WitnessReport {
  accepted: number;
  distinct: number;
  twice: number;
  bytes: number;
  /** Messages with a DKIM signature. */
  signed: number;
  /** When the dot came, by recipient; only of single messages. */
  times: Record<string, number>;
}

export interface WitnessSink {
  report: () => Promise<WitnessReport>;
  stop: () => Promise<void>;
}

/** A sink of ours that knows each message, in a process of its own. */
export async function startWitnessSink(port: number, delayMs = 0): Promise<WitnessSink> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "witness-sink.ts")], {
    env: { ...environment, WITNESS: JSON.stringify({ port, delayMs }) },
    stdio: ["pipe", "pipe", "inherit"],
  });
  endWithRun(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    report: async () => {
      child.stdin.write("report\n");
      return JSON.parse((await lines.next()).value ?? "{}") as WitnessReport;
    },
    stop: () => end(child),
  };
}

export interface SourceRun {
  port: number;
  messages: number;
  sessions: number;
  bytes: number;
}

/** Postfix's smtp-source with kept connections; the answer in seconds. */
export async function runSmtpSource({ port, messages, sessions, bytes }: SourceRun): Promise<number> {
  const args = ["-d", "-s", String(sessions), "-m", String(messages), "-l", String(bytes), `127.0.0.1:${port}`];
  const startedAt = performance.now();
  const child = spawn("smtp-source", args, { env: environment, stdio: ["ignore", "ignore", "inherit"] });
  endWithRun(child);
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`smtp-source ended with ${code}`);
  return (performance.now() - startedAt) / 1000;
}

export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

async function waitForPort(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error(`smtp-sink ended with ${child.exitCode}`);
    if (await isOpen(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("smtp-sink does not listen");
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
