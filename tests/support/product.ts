import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { homeOfDatabase } from "../../server/platform/database/embedded-postgres.ts";

/** The product as a newcomer starts it: one process, its own database, an empty data folder. */
export interface Product {
  address: string;
  email: string;
  oneTimePassword: string;
  dataFolder: string;
  /** Everything that it printed so far. */
  output: () => string;
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

export interface ProductOptions {
  args?: string[];
  environment?: Record<string, string>;
  dataFolder?: string;
}

const startTimeoutMs = 120_000;

export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataFolder = options.dataFolder ?? mkdtempSync(path.join(os.tmpdir(), "placet-journey-"));
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "scripts/start.ts", "--port", String(port), ...(options.args ?? [])],
    {
      cwd: path.resolve(import.meta.dirname, "../.."),
      env: { ...process.env, PLACET_DATA: dataFolder, LOG_LEVEL: "warn", ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
  const isOwnFolder = options.dataFolder === undefined;
  await waitForStart(child, () => printed).catch(async (error: unknown) => {
    await end(child, "SIGTERM");
    if (isOwnFolder) removeData(dataFolder);
    throw error;
  });
  return {
    address: `http://localhost:${port}`,
    email: /Sign in with\s+(\S+)/.exec(printed)?.[1] ?? "",
    oneTimePassword: /one-time password\s+(\S+)/.exec(printed)?.[1] ?? "",
    dataFolder,
    output: () => printed,
    stop: async (signal = "SIGTERM") => {
      const exitCode = await end(child, signal);
      if (isOwnFolder && signal !== "SIGKILL") removeData(dataFolder);
      return exitCode;
    },
  };
}

function removeData(dataFolder: string): void {
  for (const folder of [homeOfDatabase(path.join(dataFolder, "database")), dataFolder])
    rmSync(folder, { recursive: true, force: true });
}

async function waitForStart(child: ChildProcess, printed: () => string): Promise<void> {
  const endsAt = Date.now() + startTimeoutMs;
  while (!printed().includes("Stop with Ctrl-C")) {
    if (child.exitCode !== null) throw new Error(`the product ended at its start:\n${printed()}`);
    if (Date.now() > endsAt) throw new Error(`the product did not start in time:\n${printed()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.kill(signal);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
