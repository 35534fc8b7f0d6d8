import type { RepeatGuard } from "../../../contracts/repeat-guard.ts";
import type { FrequencyLimit, MessageEncoding, SmtpEncryption } from "../../../contracts/senders.ts";
import type { DkimKey } from "../../channels/email-smtp/index.ts";
import type { AccountRow } from "./senders.queries.ts";

/** Everything that opening a connection and writing an envelope needs; holds the password in clear, so it is never logged or kept. */
export interface SenderConnection {
  senderId: string;
  kind: "platform" | "smtp" | "demonstration";
  host: string;
  port: number;
  encryption: SmtpEncryption;
  signIn: { userName: string; password: string } | null;
  from: { name: string; address: string };
  replyTo: string | null;
  /** Domain of the envelope sender, which names the message; null: the envelope sender is `from`. */
  returnDomain: string | null;
  encoding: MessageEncoding;
  /** Null: what leaves is not signed. */
  dkim: DkimKey | null;
  /** How many connections all workers together may hold open. */
  connections: number;
  /** Of the platform's sender, over all organisations together; null: none, or a sender of the organisation's own. */
  sharedLimit: FrequencyLimit | null;
  /** How the server knows a message that it has already; null: it does not. */
  repeatGuard: RepeatGuard | null;
  /** The operator set the destination: private addresses are in order. */
  isTrusted: boolean;
}

export type SenderConnectionAnswer =
  | { ready: true; connection: SenderConnection }
  | { ready: false; reason: "not-connected" | "password-missing" | "off" | "removed" };

export function whatAccountTells(account: AccountRow, address: string) {
  return {
    senderId: account.senderId,
    from: { name: account.displayName, address },
    replyTo: account.replyTo,
    returnDomain: account.returnDomain,
    encoding: account.encoding,
    connections: account.connections,
    sharedLimit: null,
    repeatGuard: repeatGuardOf(account),
  };
}

export function repeatGuardOf({ repeatHeader, repeatHours }: AccountRow): RepeatGuard | null {
  return repeatHeader === null || repeatHours === null ? null : { header: repeatHeader, hours: repeatHours };
}
