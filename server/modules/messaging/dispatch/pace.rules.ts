import type { Outcome } from "../../../channels/channel.ts";
import { isGreylisting, replyOf } from "./reply.rules.ts";

/** What one outcome says of how fast we are: the server has too much of us, or of everybody. */
export function asksForLess(outcome: Outcome): boolean {
  const reply = replyOf(outcome);
  if (reply === null) return false;
  if (reply.code === 421) return true;
  const isPolicy = reply.enhancedCode?.startsWith("4.7.") ?? false;
  return isPolicy && [450, 451].includes(reply.code) && !isGreylisting(reply);
}
