import { createHash } from "node:crypto";
import type { SenderConnection } from "../../senders/index.ts";
import { repeatSecondsOf } from "./repeat.rules.ts";

/** Under which a message that is handed over may be brought to the server again, should it not answer. */
export interface RepeatTerms {
  seconds: number;
  place: string;
  /** A repeat bears it again: some servers drop only what is the same in every byte. */
  date: Date;
}

type Line = Pick<SenderConnection, "repeatGuard" | "host" | "port" | "signIn">;

export function repeatTermsOf(line: Line, date: Date): RepeatTerms | null {
  const [seconds, place] = [repeatSecondsOf(line), repeatPlaceOf(line)];
  return seconds === null || place === null ? null : { seconds, place, date };
}

/** Whom the server's memory belongs to: another server, another account or another header knows nothing of the message. */
export function repeatPlaceOf({ repeatGuard, host, port, signIn }: Line): string | null {
  if (repeatGuard === null) return null;
  const place = JSON.stringify([host, port, signIn?.userName ?? null, repeatGuard.header.toLowerCase()]);
  return createHash("sha256").update(place).digest("base64url").slice(0, 22);
}
