import type { MessageState } from "../../../../contracts/messaging.ts";

/**
 * The log of a test server that stands where the mail server would: one JSON object per line. The doctor reads two kinds of
 * lines; everything else may stand there too.
 *
 *     {"event":"reply","connection":7,"messageId":"<uuid>@example.org","code":250}    what it answered to the dot
 *     {"event":"closed","connection":7,"how":"quit"}                                  quit, end, or reset
 *
 * With `"dropped":true` it knew the message already, said 250 all the same, and kept no second copy.
 */
export interface SinkLog {
  /** Copies that the server took, by the message's id. */
  copies: Map<string, number>;
  /** Messages that it took on a connection which ended with QUIT: the client has read every answer. */
  answered: Set<string>;
}

interface SinkLine {
  event?: unknown;
  connection?: unknown;
  messageId?: unknown;
  code?: unknown;
  dropped?: unknown;
  how?: unknown;
}

export interface SinkLogReader {
  read: (line: string) => void;
  log: SinkLog;
}

export function readerOfSinkLog(): SinkLogReader {
  const log: SinkLog = { copies: new Map(), answered: new Set() };
  const taken = new Map<unknown, string[]>();
  const takeReply = ({ connection, messageId, code, dropped }: SinkLine) => {
    const id = messageIdIn(messageId);
    if (id === undefined || typeof code !== "number" || code < 200 || code > 299) return;
    if (dropped !== true) log.copies.set(id, (log.copies.get(id) ?? 0) + 1);
    taken.set(connection, [...(taken.get(connection) ?? []), id]);
  };
  const takeEnd = ({ connection, how }: SinkLine) => {
    if (how === "quit") for (const id of taken.get(connection) ?? []) log.answered.add(id);
    taken.delete(connection);
  };
  return {
    log,
    read: (text) => {
      const line = parse(text);
      if (line?.event === "reply") takeReply(line);
      else if (line?.event === "closed") takeEnd(line);
    },
  };
}

/** The last line may be half written. */
function parse(text: string): SinkLine | undefined {
  try {
    return JSON.parse(text) as SinkLine;
  } catch {
    return undefined;
  }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** Message-IDs of ours are `<message id>@<domain>`. */
function messageIdIn(text: unknown): string | undefined {
  return typeof text === "string" ? uuid.exec(text)?.[0] : undefined;
}

export interface StoredOutcome {
  messageId: string;
  state: MessageState;
  isSecondCopy: boolean;
  /** It was sent again to a server that drops repeats: the first one may have arrived. */
  isRepeat: boolean;
}

/** INV-2 and INV-3 with what really arrived. Undefined: as it must be. That nothing is missing is another question. */
export function wrongCopies(
  stored: StoredOutcome,
  log: SinkLog,
): { invariant: "INV-2" | "INV-3"; what: string } | undefined {
  const copies = log.copies.get(stored.messageId) ?? 0;
  if (copies > mostCopies(stored))
    return { invariant: "INV-2", what: copies > 1 ? "arrived-more-than-once" : `arrived-though-${stored.state}` };
  const isNeedless = stored.state === "uncertain" && log.answered.has(stored.messageId);
  return isNeedless ? { invariant: "INV-3", what: "uncertain-though-answered" } : undefined;
}

const mayHaveArrived: readonly MessageState[] = ["accepted", "uncertain", "handing-over", "abandoned"];

/** A second copy of security mail is sent when nobody knows of the first: both may have arrived. */
function mostCopies({ state, isSecondCopy, isRepeat }: StoredOutcome): number {
  return (mayHaveArrived.includes(state) || isRepeat ? 1 : 0) + (isSecondCopy ? 1 : 0);
}
