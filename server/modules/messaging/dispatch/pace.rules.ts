import type { Outcome, Reply } from "../../../channels/channel.ts";

/** What one outcome says of how fast we are: the server has too much of us, or of everybody. */
export function asksForLess(outcome: Outcome): boolean {
  const reply = replyOf(outcome);
  if (reply === null) return false;
  if (reply.code === 421) return true;
  const isPolicy = reply.enhancedCode?.startsWith("4.7.") ?? false;
  // Greylisting is about one recipient who was never written to, however slowly we come.
  return isPolicy && [450, 451].includes(reply.code) && !/gr[ae]ylist/i.test(reply.text);
}

function replyOf(outcome: Outcome): Reply | null {
  if (outcome.outcome === "not-sent") return outcome.error.reply;
  return "reply" in outcome ? outcome.reply : null;
}
