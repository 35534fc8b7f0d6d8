import { type Logger, pino } from "pino";

export type { Logger };

/**
 * Structured lines without addresses, contents or secrets: callers log ids and codes, never people. Redaction is the net
 * below that rule, for objects that a library logs by itself.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "req.headers.authorization",
        "req.headers.cookie",
        "*.password",
        "*.secret",
        "*.token",
        "*.email",
        "*.phone",
      ],
      censor: "[redacted]",
    },
    serializers: { err: serializeError, error: serializeError },
  });
}

function serializeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: typeof error };
  // PostgreSQL's `detail` quotes row values, which may be a person's address.
  const { code, constraint, table } = error as { code?: string; constraint?: string; table?: string };
  return { name: error.name, message: withoutAddresses(error.message), code, constraint, table, stack: stackOf(error) };
}

function stackOf(error: Error): string {
  return withoutAddresses(error.stack ?? "");
}

function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>"'`,;:]+@[^\s<>"'`,;:]+/g, "[address]");
}
