import { openSync, writeSync } from "node:fs";
import type { SinkAction } from "./sink-actions.ts";

/** One line of the log. `code` null: nothing that a client could read as an answer. */
export type SinkEvent =
  | { event: "connection"; connection: number }
  | { event: "mail"; connection: number; from: string }
  | { event: "rcpt"; connection: number; to: string }
  | { event: "dot"; connection: number; to: string; messageId: string; bytes: number }
  | { event: "reply"; connection: number; to: string; messageId: string; code: number | null; dropped?: true }
  | { event: "closed"; connection: number; how: "quit" | "end" | "reset" };

export type SinkLine = SinkEvent & {
  at: string;
  /** Of the machine, comparable over processes. */
  monotonicMs: number;
};

export type SinkLogWriter = (event: SinkEvent) => void;

/** Written at once, so that only the death of the machine loses a line. */
export function writeSinkLog(file: string | undefined): SinkLogWriter {
  if (file === undefined) return () => undefined;
  const handle = openSync(file, "a");
  return (event) => {
    const line: SinkLine = { ...event, at: new Date().toISOString(), monotonicMs: monotonicMs() };
    writeSync(handle, `${JSON.stringify(line)}\n`);
  };
}

export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

export function messageIdIn(data: string): string {
  return /^message-id:\s*(<[^>]*>)/im.exec(data)?.[1] ?? "";
}

/** Undefined is the friendly answer; who takes a message and goes without a word has it as well. */
export function codeOf(action: SinkAction | undefined): number | null {
  if (action === undefined || ("drop" in action && action.taken)) return 250;
  return "reply" in action ? Number(action.reply.slice(0, 3)) : null;
}
