import type { SmtpEncryption, SmtpPreset } from "../../../../contracts/senders.ts";

import type { Guide } from "./guides.ts";

type Facts = Omit<SmtpPreset, "steps" | "hasNote" | "guide"> & { guide: Guide };
type NeededFacts = "presetId" | "name" | "guide" | "source" | "certainty";
type GivenFacts = Pick<Facts, NeededFacts> & Partial<Omit<Facts, NeededFacts>>;

export const implicitTls = { port: 465, encryption: "tls" } as const satisfies PortChoice;
export const startTls = { port: 587, encryption: "starttls" } as const satisfies PortChoice;
interface PortChoice {
  port: number;
  encryption: SmtpEncryption;
}

/** Fills in what most mailboxes share: encrypted from the first byte, signed in with the whole address. */
export function preset(facts: GivenFacts): Facts {
  return {
    group: "mailbox",
    host: null,
    otherHosts: [],
    ...implicitTls,
    otherPorts: [],
    userNameForm: "full-address",
    fixedUserName: null,
    passwordKind: "mailbox",
    domains: [],
    checkedOn: "2026-11-21",
    ...facts,
  };
}
