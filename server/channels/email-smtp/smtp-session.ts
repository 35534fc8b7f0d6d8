import type { ChannelErrorKind, Reply } from "../channel.ts";
import { startPatience } from "./patience.ts";
import { cleanText, readReply } from "./reply.rules.ts";
import { makeReplyReader } from "./reply-reader.rules.ts";
import type { TakenSocket } from "./take-over-socket.ts";

/** How a session came to its end, and what the server said last, if it said goodbye. */
export interface Loss {
  kind: ChannelErrorKind;
  code: string | null;
  detail: string;
  reply: Reply | null;
}

/** Undefined: the server said something that is no reply. */
type OnReply = (reply: Reply | undefined) => void;

/** A signed-in socket: commands go out, and each reply goes to the command that it answers, in order. */
export interface SmtpSession {
  offered: TakenSocket["offered"];
  isOpen: () => boolean;
  /** Writes now; `onReplies` are called in turn for the commands in it. */
  say: (commands: string, onReplies: readonly OnReply[]) => void;
  /** Writes what no reply answers, and tells when it has left this process. */
  write: (bytes: Buffer, onLeft: () => void) => void;
  /** What `work` says leaves in one piece. */
  together: (work: () => void) => void;
  /** Hears of the end of the session once, unless the answer was called before. */
  onLost: (hear: (loss: Loss) => void) => () => void;
  /** Ends it at once, without goodbye. */
  cut: (loss: Loss) => void;
  /** Bounds the wait for what the server does next; each call replaces the one before. */
  expectWithin: (milliseconds: number) => void;
  expectNothing: () => void;
}

const noAnswer: Loss = {
  kind: "timed-out",
  code: null,
  detail: "the server did not answer in time",
  reply: null,
};

export function startSession({ socket, offered }: TakenSocket): SmtpSession {
  const reader = makeReplyReader();
  const expected: OnReply[] = [];
  const listeners = new Set<(loss: Loss) => void>();
  let isOpen = true;
  let gathered: string | undefined;

  const cut = (loss: Loss) => {
    if (!isOpen) return;
    isOpen = false;
    patience.end();
    socket.destroy();
    for (const hear of [...listeners]) hear(loss);
    listeners.clear();
  };
  const patience = startPatience(() => cut(noAnswer));
  const hearReply = (text: string) => {
    const reply = readReply(text);
    const onReply = expected.shift();
    // An answer to nothing: whatever comes after it could be taken for the answer to something else.
    if (!onReply) cut(reply?.code === 421 ? goodbye(reply) : { ...brokenProtocol(text), reply: reply ?? null });
    else onReply(reply);
  };
  socket.on("data", (chunk: Buffer) => {
    const replies = reader.read(chunk);
    if (!replies) return cut(brokenProtocol("a reply without an end"));
    for (const text of replies) if (isOpen) hearReply(text);
  });
  socket.on("error", (error: NodeJS.ErrnoException) => cut(lostConnection(error.code ?? null, error.message)));
  socket.on("end", () => cut(lostConnection(null, "the server closed the connection")));
  socket.on("close", () => cut(lostConnection(null, "the connection ended")));
  return {
    offered,
    isOpen: () => isOpen,
    say: (commands, onReplies) => {
      expected.push(...onReplies);
      if (gathered === undefined) socket.write(commands);
      else gathered += commands;
    },
    write: (bytes, onLeft) => {
      socket.write(bytes, (error) => {
        if (!error && isOpen) onLeft();
      });
    },
    // One text is written at less cost than two corked ones.
    together: (work) => {
      gathered = "";
      try {
        work();
      } finally {
        const commands = gathered;
        gathered = undefined;
        socket.write(commands);
      }
    },
    onLost: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    cut,
    expectWithin: patience.expectWithin,
    expectNothing: () => patience.expectWithin(Number.POSITIVE_INFINITY),
  };
}

export function brokenProtocol(text: string): Loss {
  return { kind: "protocol-broken", code: null, detail: cleanText(text), reply: null };
}

function lostConnection(code: string | null, detail: string): Loss {
  return { kind: "connection-lost", code, detail: cleanText(detail), reply: null };
}

function goodbye(reply: Reply): Loss {
  return { ...lostConnection(null, reply.text), reply };
}
