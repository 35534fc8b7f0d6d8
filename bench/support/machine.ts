import { execFileSync } from "node:child_process";
import os from "node:os";
import type { BenchInstallation } from "./installation.ts";

export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  postgres: string;
  postfix: string;
  nodemailer: string;
  commit: string;
  isChanged: boolean;
  /** Of the last minute before the run: above the number of cores, others were at work. */
  loadBefore: number;
}

export async function describeMachine(installation: BenchInstallation): Promise<Machine> {
  const [database] = await installation.asSuperuser<{ version: string }>("SELECT version() AS version");
  const { default: nodemailer } = await import("nodemailer/package.json", { with: { type: "json" } });
  return {
    cpu: os.cpus()[0]?.model ?? "unknown",
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 1e9),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    postgres: /PostgreSQL [\d.]+/.exec(database?.version ?? "")?.[0] ?? "unknown",
    postfix: said("/usr/sbin/postconf", ["-d", "-h", "mail_version"]) || said("postconf", ["-d", "-h", "mail_version"]),
    nodemailer: nodemailer.version,
    commit: said("git", ["rev-parse", "--short", "HEAD"]),
    isChanged: said("git", ["status", "--porcelain", "--untracked-files=no"]) !== "",
    loadBefore: os.loadavg()[0] ?? 0,
  };
}

function said(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim();
  } catch {
    return "";
  }
}
