export interface SmtpTimeouts {
  /** Name lookup and connection. */
  connectMs: number;
  greetingMs: number;
  /** Each answer before the final dot. */
  replyMs: number;
  /** RFC 5321 4.5.3.2.6: a server may need 10 minutes for the final dot, and hanging up early makes duplicates. */
  dotMs: number;
}

export const usualTimeouts: SmtpTimeouts = { connectMs: 15_000, greetingMs: 60_000, replyMs: 300_000, dotMs: 600_000 };

export interface SmtpSettings {
  /** Name for the TLS certificate, and where to connect unless `connectTo` says so. */
  host: string;
  /** An address that was checked already, so that nobody resolves the name a second time. */
  connectTo?: string | undefined;
  port: number;
  /** `tls` from the first byte; `starttls` is required, not merely tried; `none` never encrypts. */
  encryption: "tls" | "starttls" | "none";
  signIn?: { userName: string; password: string } | undefined;
  /** How we introduce ourselves. */
  ownName?: string | undefined;
  /** Certificate authorities in PEM beside the usual ones. */
  trustedCertificates?: string | undefined;
  timeouts?: Partial<SmtpTimeouts> | undefined;
}
