import type { Platform } from "../../platform/platform.ts";
import { findSinkAddress, type SinkAddress, saveSinkAddress } from "./demo-sink.queries.ts";

/** The sink of this process: it listens on loopback, so a worker on another machine could not reach one found in the table. */
const own = new WeakMap<Platform, SinkAddress>();

/**
 * Tells where the mails of demonstrations go. The process that runs a sink uses its own; a process without one (a web
 * process beside a worker) finds the address in the database.
 */
export async function announceDemoSink(platform: Platform, address: SinkAddress): Promise<void> {
  own.set(platform, address);
  await saveSinkAddress(platform, address);
}

export async function findDemoSink(platform: Platform): Promise<SinkAddress | undefined> {
  return own.get(platform) ?? (await findSinkAddress(platform));
}

/** What a demonstration signs in with, so that no other program on this machine can put mails into its mailbox. */
export function demoSinkPassword(platform: Platform, orgId: string): string {
  return platform.keys.keyedHash(orgId, "demo-sink", orgId);
}
