import type { Outcome, Reply } from "../../../channels/channel.ts";

/** What the server said last, where it said anything. */
export function replyOf(outcome: Outcome): Reply | null {
  if ("reply" in outcome) return outcome.reply;
  return outcome.outcome === "not-sent" ? outcome.error.reply : null;
}

/** It is about one recipient who was never written to before, and passes by itself. */
export function isGreylisting({ text }: Reply): boolean {
  return /gr[ae]ylist/i.test(text);
}
