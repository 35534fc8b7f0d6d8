import type { ChannelErrorKind, NotSent } from "../../channels/channel.ts";
import type { SmtpSettings } from "../../channels/email-smtp/index.ts";
import { checkDestination, type EgressAnswer, smtpPorts } from "../../platform/egress.ts";
import type { Platform } from "../../platform/platform.ts";
import type { SenderConnection } from "./sender-connection.ts";

export type ResolvedConnection =
  | { settings: SmtpSettings }
  | { ended: NotSent; refusal: Extract<EgressAnswer, { allowed: false }>["reason"] };

/**
 * Looks the host up, checks where it points to, and pins the address. Call it outside of a transaction, once for each
 * connection that is opened.
 */
export async function resolveSenderConnection(
  platform: Platform,
  connection: SenderConnection,
): Promise<ResolvedConnection> {
  const { host, port, encryption, signIn, isTrusted } = connection;
  const rules = { ports: smtpPorts, allowed: platform.config.allowedPrivateSmtp, isTrusted };
  const answer = await checkDestination({ host, port }, rules);
  if (!answer.allowed) return { ended: notSent(answer.reason), refusal: answer.reason };
  return {
    settings: {
      host,
      connectTo: answer.addresses[0],
      port,
      encryption,
      ...(signIn === null ? {} : { signIn }),
      ownName: new URL(platform.config.publicUrl).hostname,
    },
  };
}

function notSent(reason: string): NotSent {
  const kind: ChannelErrorKind = reason === "host-lookup-failed" ? "timed-out" : "host-not-found";
  return { outcome: "not-sent", phase: "connect", error: { kind, code: reason, detail: reason, reply: null } };
}
