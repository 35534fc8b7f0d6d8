import { type RepeatGuard, repeatGuardSchema } from "../../../contracts/repeat-guard.ts";
import type { FrequencyLimit, SmtpEncryption } from "../../../contracts/senders.ts";

/** The installation's own sender, as `PLATFORM_SMTP_URL` describes it. */
export interface PlatformSender {
  host: string;
  port: number;
  encryption: SmtpEncryption;
  userName: string | null;
  password: string | null;
  fromAddress: string;
  connections: number;
  /** Over all organisations together. */
  limit: FrequencyLimit | null;
  /** Launches of more than `from` messages begin with `size` of them; null: they do not. */
  canary: { from: number; size: number } | null;
  /** Whether an organisation is held back when too much of its mail comes back or is complained about. */
  hasBudget: boolean;
  /** How the server knows a message that it has already; null: it does not. */
  repeatGuard: RepeatGuard | null;
}

/**
 * `smtps://` is TLS from the first byte, `smtp://` upgrades with STARTTLS; on this machine itself, or with
 * `?encryption=none`, it stays clear. `from` is the address that every organisation's messages leave from,
 * `limit` how many messages may leave in so many hours.
 */
export function readPlatformSender(url: string | undefined): PlatformSender | undefined {
  if (url === undefined) return undefined;
  const parsed = new URL(url);
  const host = parsed.hostname.replace(/^\[|\]$/g, "");
  const userName = decodeURIComponent(parsed.username);
  const fromAddress =
    parsed.searchParams.get("from") ??
    (userName.includes("@") ? userName : `no-reply@${/^[\d.:a-f]+$/.test(host) ? "localhost" : host}`);
  const encryption = encryptionOf(parsed, host);
  return {
    host,
    port: Number(parsed.port) || (encryption === "tls" ? 465 : 587),
    encryption,
    userName: userName === "" ? null : userName,
    password: userName === "" ? null : decodeURIComponent(parsed.password),
    fromAddress,
    connections: Math.max(1, Number(parsed.searchParams.get("connections")) || 10),
    limit: limitOf(parsed.searchParams.get("limit")),
    canary: canaryOf(parsed.searchParams.get("canary")),
    hasBudget: parsed.searchParams.get("budget") !== "off",
    repeatGuard: repeatGuardOf(parsed.searchParams.get("repeats")),
  };
}

/** `300/24`: 300 messages in any 24 hours. */
function limitOf(text: string | null): FrequencyLimit | null {
  const [count, hours] =
    /^(\d{1,7})\/(\d{1,3})$/
      .exec(text ?? "")
      ?.slice(1)
      .map(Number) ?? [];
  if (!count || !hours || hours > 720) return null;
  return { count, hours };
}

/** `500/50`: launches of more than 500 messages begin with 50; so it is unless set. `off`: with all. */
function canaryOf(text: string | null): { from: number; size: number } | null {
  if (text === "off") return null;
  const [from, size] =
    /^(\d{1,7})\/(\d{1,5})$/
      .exec(text ?? "")
      ?.slice(1)
      .map(Number) ?? [];
  return from !== undefined && size ? { from: Math.max(from, size), size } : { from: 500, size: 50 };
}

/** `X-Message-Key/24`: what comes again with the same value of this header within 24 hours is dropped. */
function repeatGuardOf(text: string | null): RepeatGuard | null {
  const [header, hours] = text?.split("/", 2) ?? [];
  return repeatGuardSchema.safeParse({ header, hours: Number(hours) }).data ?? null;
}

function encryptionOf(parsed: URL, host: string): SmtpEncryption {
  if (parsed.protocol === "smtps:") return "tls";
  const isThisMachine = host === "localhost" || host === "::1" || host.startsWith("127.");
  const wanted = parsed.searchParams.get("encryption") ?? (isThisMachine ? "none" : "starttls");
  return wanted === "none" ? "none" : "starttls";
}
