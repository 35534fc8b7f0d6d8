import { isIP } from "node:net";
import type { ImapFlow } from "imapflow";
import type { MailboxProblem } from "../../../../contracts/inbound.ts";
import { checkDestination } from "../../../platform/egress.ts";
import type { Platform } from "../../../platform/platform.ts";
import { imapPorts } from "./imap-destination.ts";
import type { ReturnMailboxRow } from "./return-mailboxes.queries.ts";

export type OpenedMailbox = { client: ImapFlow } | { problem: MailboxProblem };

export type MailboxSettings = Pick<ReturnMailboxRow, "host" | "port" | "encryption" | "userName"> & {
  password: string;
};

/** Signs in at the address that was checked, never at the name again. Who opens it closes it. */
export async function openImap(platform: Platform, settings: MailboxSettings): Promise<OpenedMailbox> {
  const { host, port, encryption, userName, password } = settings;
  const rules = { ports: imapPorts, allowed: platform.config.allowedPrivateSmtp };
  const answer = await checkDestination({ host, port }, rules);
  if (!answer.allowed)
    return { problem: answer.reason === "destination-not-allowed" ? "destination-not-allowed" : "host-not-found" };
  // Large, and most installations read no mailbox.
  const imapflow = await import("imapflow");
  const client = new imapflow.ImapFlow({
    host: answer.addresses[0],
    port,
    secure: encryption === "tls",
    ...(encryption !== "tls" && { doSTARTTLS: encryption === "starttls" }),
    ...(isIP(host) === 0 && { servername: host }),
    auth: { user: userName, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  });
  // Errors of a connection that nobody waits for any more must not end the process.
  client.on("error", (error: unknown) => platform.logger.debug({ error }, "mailbox connection error"));
  try {
    await client.connect();
    return { client };
  } catch (error) {
    client.close();
    return { problem: problemOf(error) };
  }
}

export function problemOf(error: unknown): MailboxProblem {
  const { authenticationFailed, code, tlsFailed } = error as {
    authenticationFailed?: boolean;
    tlsFailed?: boolean;
    code?: string;
  };
  if (authenticationFailed) return "sign-in-refused";
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_VERIFY/.test(code ?? "")) return "certificate-not-valid";
  if (tlsFailed || /SSL|TLS/.test(code ?? "")) return "encryption-failed";
  return /ECONN|ETIMEDOUT|EHOST|ENET|Timeout|CONNECT|GREETING/i.test(code ?? "") ? "not-reached" : "broken-off";
}
