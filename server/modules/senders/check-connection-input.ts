import type { SmtpEncryption } from "../../../contracts/senders.ts";
import { canonicalHost, isPrivateAddress, smtpPorts } from "../../platform/egress.ts";
import { refuse } from "../../platform/errors.ts";
import type { Platform } from "../../platform/platform.ts";
import { findPreset } from "./presets/presets.ts";

export interface ConnectionInput {
  presetId: string | null;
  host: string | null;
  port: number | null;
  encryption: SmtpEncryption | null;
}

/**
 * What can be told without asking the network: an address inside, a port that is not of mail. A name is resolved and
 * checked at every connection, because what it points to may change.
 */
export function checkConnectionInput(platform: Platform, input: ConnectionInput): void {
  if (input.presetId !== null && !findPreset(input.presetId)) {
    throw refuse("senders.unknown-preset", { field: "presetId" });
  }
  if (input.host === null || input.port === null) return;
  const host = canonicalHost(input.host) ?? "";
  const allowed = platform.config.allowedPrivateSmtp;
  if (allowed.includes(`${host}:${input.port}`) || allowed.includes(`${host}:*`)) return;
  if (input.encryption === "none") throw refuse("senders.unencrypted-not-allowed", { field: "encryption" });
  const field = faultyField(host, input.port);
  if (field) throw refuse("senders.destination-not-allowed", { field });
}

function faultyField(host: string, port: number): "host" | "port" | undefined {
  if (host === "" || (isAddress(host) && isPrivateAddress(host))) return "host";
  return smtpPorts.includes(port) ? undefined : "port";
}

function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(":");
}
