import type { SmtpPreset } from "../../../../contracts/senders.ts";
import { guides } from "./guides.ts";
import { mailboxPresets } from "./mailboxes.ts";
import { moreMailboxPresets } from "./more-mailboxes.ts";
import { relayPresets } from "./relays.ts";

/** Settings of known providers. A preset only fills the form: everything stays editable, and the test decides. */
export const presets: readonly SmtpPreset[] = [...mailboxPresets, ...moreMailboxPresets, ...relayPresets].map(
  (facts) => ({ ...facts, ...guides[facts.guide] }),
);

export function findPreset(presetId: string | null): SmtpPreset | undefined {
  return presets.find((candidate) => candidate.presetId === presetId);
}

/** The provider of an address, by the end of the address; undefined for a domain of the organisation's own. */
export function guessPreset(address: string): SmtpPreset | undefined {
  const domain = address
    .slice(address.lastIndexOf("@") + 1)
    .trim()
    .toLowerCase();
  return presets.find((candidate) => candidate.domains.includes(domain));
}
