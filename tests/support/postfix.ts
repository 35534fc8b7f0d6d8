import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface PostfixOptions {
  /** Lines of a transport map: `domain transport`. */
  transports: Record<string, string>;
  /** Domains that it is the last server for. Their recipients without a mailbox are reported about, not refused. */
  ownDomains?: string[];
  /** Addresses of those domains whose mail is put into folders, named by the part before the @. */
  mailboxes?: string[];
}

export interface Postfix {
  port: number;
  /** Where the folders of the mailboxes are, each a Maildir. */
  mailFolder: string;
  /** Messages that are still in its queue. */
  queued: () => Promise<number>;
  log: () => string;
  stop: () => Promise<void>;
}

/** A real Postfix of its own: own ports, own configuration, own queue, nothing of the machine's. */
export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  requirePackage("/usr/sbin/postfix", "postfix");
  const folder = mkdtempSync(path.join(os.tmpdir(), "placet-postfix-"));
  chmodSync(folder, 0o755);
  const [configuration, queue, data, mail] = ["conf", "queue", "data", "mail"].map((name) => {
    mkdirSync(path.join(folder, name));
    return path.join(folder, name);
  }) as [string, string, string, string];
  const port = await freePort();
  await run("chown", ["postfix", data]);
  await run("chown", ["nobody", mail]);
  writeFileSync(path.join(configuration, "transport"), lines(options.transports));
  writeFileSync(
    path.join(configuration, "main.cf"),
    mainSettings({ folder, queue, data, mail, configuration }, options),
  );
  writeFileSync(path.join(configuration, "mailboxes"), lines(foldersOf(options.mailboxes ?? [])));
  writeFileSync(path.join(configuration, "master.cf"), services(port));
  await run("postfix", ["-c", configuration, "start"]).catch((error: unknown) => {
    throw new Error(
      `Postfix does not start:\n${(error as { stderr?: string }).stderr ?? String(error)}\n${logOf(folder)}`,
    );
  });
  return {
    port,
    mailFolder: mail,
    queued: async () => {
      const { stdout } = await run("postqueue", ["-c", configuration, "-j"]);
      return stdout.split("\n").filter((line) => line !== "").length;
    },
    log: () => logOf(folder),
    stop: async () => {
      await run("postfix", ["-c", configuration, "abort"]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** A missing program is an error that says what to do, not a test that nobody misses. */
export function requirePackage(program: string, name: string): void {
  if (process.getuid?.() !== 0) throw new Error(`This test starts ${name} of its own, which only root may do.`);
  if (!existsSync(program)) throw new Error(`This test needs ${name}: apt-get install -y ${name}`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

interface Folders {
  folder: string;
  queue: string;
  data: string;
  mail: string;
  configuration: string;
}

function mainSettings({ folder, queue, data, mail, configuration }: Folders, options: PostfixOptions): string {
  return `compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
maillog_file = ${path.join(folder, "log")}
maillog_file_prefixes = ${folder}
myhostname = relay.example
mydestination =
local_transport = error:5.1.1 no local users
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
smtp_dns_support_level = disabled
smtp_host_lookup = native
notify_classes =
transport_maps = texthash:${path.join(configuration, "transport")}
virtual_mailbox_domains = ${(options.ownDomains ?? []).join(" ")}
virtual_mailbox_base = ${mail}
virtual_mailbox_maps = texthash:${path.join(configuration, "mailboxes")}
smtpd_reject_unlisted_recipient = no
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_minimum_uid = 100
maximal_queue_lifetime = 0
bounce_queue_lifetime = 60s
minimal_backoff_time = 1s
queue_run_delay = 1s
smtputf8_enable = no
`;
}

/** Without chroot, and a log of its own. */
function services(port: number): string {
  const rows = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    "pickup unix n - n 60 1 pickup",
    "cleanup unix n - n - 0 cleanup",
    "qmgr unix n - n 300 1 qmgr",
    "rewrite unix - - n - - trivial-rewrite",
    "bounce unix - - n - 0 bounce",
    "defer unix - - n - 0 bounce",
    "trace unix - - n - 0 bounce",
    "verify unix - - n - 1 verify",
    "flush unix n - n 1000? 0 flush",
    "proxymap unix - - n - - proxymap",
    "smtp unix - - n - - smtp",
    "showq unix n - n - - showq",
    "error unix - - n - - error",
    "retry unix - - n - - error",
    "discard unix - - n - - discard",
    "virtual unix - n n - - virtual",
    "anvil unix - - n - 1 anvil",
    "scache unix - - n - 1 scache",
    "postlog unix-dgram n - n - 1 postlogd",
  ];
  return `${rows.join("\n")}\n`;
}

function lines(pairs: Record<string, string>): string {
  return Object.entries(pairs)
    .map(([key, value]) => `${key} ${value}\n`)
    .join("");
}

function foldersOf(addresses: string[]): Record<string, string> {
  return Object.fromEntries(addresses.map((address) => [address, `${address.split("@")[0]}/`]));
}

function logOf(folder: string): string {
  const file = path.join(folder, "log");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
