import type { Outcome } from "../../../channels/channel.ts";
import { isGreylisting } from "./reply.rules.ts";

/**
 * Whether a refusal is about the recipient's whole domain: it puts us off, or refuses the sender. A full or unknown mailbox
 * says nothing about its neighbours, and greylisting passes by itself; 421 and MAIL are about the server that we talk to.
 */
export function isAboutDomain(outcome: Outcome): boolean {
  if (outcome.outcome !== "rejected-temporarily" && outcome.outcome !== "rejected-permanently") return false;
  const { phase, reply } = outcome;
  if (phase === "mail" || reply.code === 421 || isGreylisting(reply)) return false;
  if (outcome.outcome === "rejected-permanently") return reply.enhancedCode?.startsWith("5.7.") === true;
  return reply.enhancedCode === null ? reply.code !== 452 : /^4\.[34579]\./.test(reply.enhancedCode);
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

export const refusalsUntilSlowed = 5;

/** Twice as long with each further refusal, at most four hours. One message then tries; the others follow behind it. */
export function slowedSeconds(refusals: number): number {
  return Math.min(
    4 * 3600,
    120 * 2 ** Math.min(Math.floor((refusals - refusalsUntilSlowed) / refusalsUntilSlowed), 10),
  );
}
