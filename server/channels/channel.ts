import type { SendPermit } from "../../contracts/send-permit.ts";

/** What the other side said: 3 digits, the RFC 3463 code if there was one, and the text, cleaned and cut. */
export interface Reply {
  code: number;
  enhancedCode: string | null;
  text: string;
}

/** How far one attempt came. From `dot` on, the other side may have taken the message. */
export const channelPhases = ["connect", "tls", "auth", "mail", "rcpt", "data", "body", "dot", "replied"] as const;
export type ChannelPhase = (typeof channelPhases)[number];

export const channelErrorKinds = [
  "host-not-found",
  "connection-refused",
  "timed-out",
  "certificate-not-valid",
  "encryption-not-offered",
  "encryption-failed",
  "greeting-refused",
  "greeting-missing",
  "sign-in-refused",
  "sign-in-refused-for-now",
  "sign-in-not-offered",
  "address-not-valid",
  "message-too-large",
  "connection-lost",
  "protocol-broken",
  "dropped-by-us",
] as const;
export type ChannelErrorKind = (typeof channelErrorKinds)[number];

export interface ChannelError {
  kind: ChannelErrorKind;
  /** What Node or the library calls it, e.g. ECONNREFUSED. */
  code: string | null;
  /** For the operator's eyes: cleaned and cut, never a secret. */
  detail: string;
  reply: Reply | null;
}

export type NotSent = { outcome: "not-sent"; phase: ChannelPhase; error: ChannelError };

/**
 * How one attempt ended. `accepted` and both `rejected` rest on a complete reply. `not-sent`: the other side cannot have
 * taken it. `uncertain`: nobody can know, so nobody may send it again by itself.
 */
export type Outcome =
  | { outcome: "accepted"; reply: Reply }
  | { outcome: "rejected-temporarily"; phase: ChannelPhase; reply: Reply }
  | { outcome: "rejected-permanently"; phase: ChannelPhase; reply: Reply }
  | NotSent
  | { outcome: "uncertain"; phase: ChannelPhase };

/** Exactly one recipient: with more, the reply would not tell whom it means. */
export interface OutgoingMail {
  from: string;
  to: string;
  raw: Buffer;
}

/** The other side has the whole message but its end. Exactly one of the two must be called. */
export interface AtTheDot {
  /**
   * The permit is the consent gate's answer: without one there is no way to end a message. `next` may be announced behind
   * the end, where the protocol allows it: then it must be what `begin` gets next, while the connection is open.
   */
  finish: (permit: SendPermit, next?: OutgoingMail) => Promise<Outcome>;
  /** Ends the connection, so that the other side throws the message away. */
  drop: () => void;
}

export type BeginResult = { atTheDot: AtTheDot } | { ended: Outcome };

export interface ChannelConnection {
  readonly isOpen: boolean;
  /** Messages begun on this connection so far. */
  readonly begunCount: number;
  /** One message at a time. Never throws: every failure is an outcome. */
  begin: (mail: OutgoingMail) => Promise<BeginResult>;
  /** Says goodbye and ends; a message in flight ends as it then must. */
  close: () => Promise<void>;
}

export type OpenResult = { connection: ChannelConnection } | { ended: NotSent };

/** A way to reach a person. It knows protocols, and nobody of the product. */
export interface Channel<Settings> {
  name: string;
  open: (settings: Settings) => Promise<OpenResult>;
}
