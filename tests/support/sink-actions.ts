/** Where a script can put a fault. `dot`: the whole message is here, the reply is not given yet. */
export type SinkStep = "greeting" | "ehlo" | "starttls" | "auth" | "mail" | "rcpt" | "data" | "body" | "dot" | "rset";

/**
 * `drop` resets the connection, at the dot with the message or, `taken`, after it; `silence` answers nothing for ever;
 * `raw` is written as it is, and `close` ends there.
 */
export type SinkAction =
  | { reply: string }
  | { raw: string; close?: true }
  | { drop: true; taken?: true }
  | { silence: true };

export interface SinkVisit {
  step: SinkStep;
  to: string;
  connection: number;
  /** Messages of this connection before this one. */
  nth: number;
}
