import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const url = (protocols: string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be an address like ${example}`,
  });

const environmentSchema = z.object({
  DATABASE_URL: url(["postgres:", "postgresql:"], "postgres://user:password@host:5432/placet").optional(),
  DATABASE_OWNER_URL: url(["postgres:", "postgresql:"], "postgres://owner:password@host:5432/placet").optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: url(["http:", "https:"], "https://messages.example.com").optional(),
  PLATFORM_SMTP_URL: url(
    ["smtp:", "smtps:"],
    "smtps://user:password@smtp.example.com:465?from=news@example.com",
  ).optional(),
  PLATFORM_DKIM_DOMAIN: z.string().toLowerCase().min(1).optional(),
  PLATFORM_DKIM_SELECTOR: z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/, { message: "must be a name like placet2026" })
    .optional(),
  PLATFORM_DKIM_KEY_FILE: z.string().min(1).optional(),
  BOUNCE_DOMAIN: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, { message: "must be a domain like returns.example.com" })
    .optional(),
  BOUNCE_HOST: z.string().min(1).default("127.0.0.1"),
  BOUNCE_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  PLACET_DATA: z.string().min(1).optional(),
  PLACET_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { message: "must be 64 hexadecimal digits, made with: openssl rand -hex 32" })
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  TRUST_PROXY: z.string().optional(),
  ALLOW_PRIVATE_SMTP: z.string().optional(),
  METRICS_TOKEN: z.string().min(16, { message: "must have at least 16 characters" }).optional(),
});

export interface PlatformDkim {
  domain: string;
  selector: string;
  privateKeyPem: string;
}

export interface Config {
  databaseUrl: string | undefined;
  databaseOwnerUrl: string | undefined;
  host: string;
  port: number;
  /** Where links in messages point, without a slash at the end. */
  publicUrl: string;
  platformSmtpUrl: string | undefined;
  /** Signs the mails of the platform's sender; undefined: they leave unsigned. */
  platformDkim: PlatformDkim | undefined;
  /** Domain of the return addresses of the platform's sender; undefined: reports go to its own address. */
  bounceDomain: string | undefined;
  /** Where the server for returned mails listens; undefined: it does not. */
  bounceListener: { host: string; port: number } | undefined;
  /** Folder of the embedded database, keys and checkpoints. */
  dataFolder: string;
  secretKey: string | undefined;
  logLevel: string;
  /** Addresses of proxies whose X-Forwarded headers are believed. */
  trustedProxies: string[];
  /** `host:port` of mail servers in private networks that organisations may use. */
  allowedPrivateSmtp: string[];
  metricsToken: string | undefined;
}

export class ConfigurationError extends Error {}

/** Reads the environment once. Throws `ConfigurationError` with one line per wrong setting that says what to set. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new ConfigurationError(
      `The configuration is not usable:\n${lines.join("\n")}\nSee .env.example for every setting.`,
    );
  }
  const settings = parsed.data;
  if (settings.DATABASE_OWNER_URL && !settings.DATABASE_URL) {
    throw new ConfigurationError("DATABASE_OWNER_URL is set without DATABASE_URL: set both, or only DATABASE_URL.");
  }
  const config: Config = {
    databaseUrl: settings.DATABASE_URL,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: (settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, ""),
    platformSmtpUrl: settings.PLATFORM_SMTP_URL,
    platformDkim: readPlatformDkim(settings),
    bounceDomain: settings.BOUNCE_DOMAIN,
    bounceListener:
      settings.BOUNCE_PORT === undefined ? undefined : { host: settings.BOUNCE_HOST, port: settings.BOUNCE_PORT },
    dataFolder: path.resolve(settings.PLACET_DATA ?? defaultDataFolder()),
    secretKey: settings.PLACET_SECRET_KEY,
    logLevel: settings.LOG_LEVEL,
    trustedProxies: splitList(settings.TRUST_PROXY),
    allowedPrivateSmtp: splitList(settings.ALLOW_PRIVATE_SMTP),
    metricsToken: settings.METRICS_TOKEN,
  };
  refuseOpenHttp(config);
  return config;
}

function readPlatformDkim(settings: z.infer<typeof environmentSchema>): PlatformDkim | undefined {
  const { PLATFORM_DKIM_DOMAIN: domain, PLATFORM_DKIM_SELECTOR: selector, PLATFORM_DKIM_KEY_FILE: keyFile } = settings;
  if (domain === undefined && selector === undefined && keyFile === undefined) return undefined;
  if (domain === undefined || selector === undefined || keyFile === undefined) {
    throw new ConfigurationError(
      "PLATFORM_DKIM_DOMAIN, PLATFORM_DKIM_SELECTOR and PLATFORM_DKIM_KEY_FILE belong together: set all three, or none.",
    );
  }
  return { domain, selector, privateKeyPem: readRsaKey(keyFile) };
}

function readRsaKey(file: string): string {
  try {
    const pem = readFileSync(file, "utf8");
    if (createPrivateKey(pem).asymmetricKeyType === "rsa") return pem;
  } catch (error) {
    throw new ConfigurationError(`PLATFORM_DKIM_KEY_FILE ${file} cannot be read as a key: ${(error as Error).message}`);
  }
  throw new ConfigurationError(`PLATFORM_DKIM_KEY_FILE ${file} must hold an RSA key in PEM.`);
}

function refuseOpenHttp(config: Config): void {
  const { protocol, hostname } = new URL(config.publicUrl);
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (protocol === "http:" && !isLoopback) {
    throw new ConfigurationError(
      `PUBLIC_URL is ${config.publicUrl}: plain http is for this machine only. Put a proxy with TLS before the product and set PUBLIC_URL to its https address.`,
    );
  }
}

function splitList(text: string | undefined): string[] {
  return (text ?? "").split(/[\s,]+/).filter((part) => part !== "");
}

function defaultDataFolder(): string {
  return path.join(import.meta.dirname, "..", ".placet");
}
