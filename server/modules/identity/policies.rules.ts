import { type Policy, policies, type Role } from "../../../contracts/identity.ts";

const reading: readonly Policy[] = [
  "contacts.read",
  "consent.read",
  "senders.read",
  "templates.read",
  "campaigns.read",
  "messages.read",
];

const working: readonly Policy[] = [...reading, "contacts.write", "consent.record", "messages.send"];

const campaigning: readonly Policy[] = [
  ...working,
  "contacts.import",
  "contacts.export",
  "templates.write",
  "campaigns.write",
  "campaigns.launch",
  "messages.resend",
];

const policiesByRole: Record<Role, readonly Policy[]> = {
  administrator: policies,
  "campaign-manager": campaigning,
  operator: working,
  viewer: reading,
};

export function policiesOfRole(role: Role): Policy[] {
  return [...policiesByRole[role]];
}
