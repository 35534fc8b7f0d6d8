import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { freePort, requirePackage } from "./postfix.ts";

export interface Dovecot {
  port: number;
  password: string;
  stop: () => Promise<void>;
}

/** A real IMAP server on Maildirs: one folder for each user below `mailFolder`, one password for all. */
export async function startDovecot(mailFolder: string): Promise<Dovecot> {
  requirePackage("/usr/sbin/dovecot", "dovecot-imapd");
  const folder = mkdtempSync(path.join(os.tmpdir(), "placet-dovecot-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const password = "only_for_this_test";
  const file = path.join(folder, "dovecot.conf");
  writeFileSync(file, settings({ folder, port, password, mailFolder }));
  const child = spawn("/usr/sbin/dovecot", ["-F", "-c", file], { stdio: "ignore" });
  await waitForPort(port, child);
  return {
    port,
    password,
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Settings {
  folder: string;
  port: number;
  password: string;
  mailFolder: string;
}

function settings({ folder, port, password, mailFolder }: Settings): string {
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
first_valid_uid = 100
mail_location = maildir:~/:INDEX=MEMORY
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=${mailFolder}/%n
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
`;
}

async function waitForPort(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`Dovecot ended with ${child.exitCode}`);
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("Dovecot does not answer");
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
