import { type Policy, policies } from "../../../../contracts/identity.ts";

/** The prefix lets scanners of public repositories know a leaked key; the organisation stands in clear before the secret. */
const form = /^Bearer plc_([0-9a-f]{32})_([\w-]{43})$/;

export function readApiKey(authorization: string): { orgId: string; secret: string } | undefined {
  const match = form.exec(authorization);
  if (!match?.[1] || !match[2]) return undefined;
  const parts = [
    match[1].slice(0, 8),
    match[1].slice(8, 12),
    match[1].slice(12, 16),
    match[1].slice(16, 20),
    match[1].slice(20),
  ];
  return { orgId: parts.join("-"), secret: match[2] };
}

export function writeApiKey(orgId: string, secret: string): string {
  return `plc_${orgId.replaceAll("-", "")}_${secret}`;
}

/** Enough to find the key in a configuration, too little to use it. */
export function apiKeyPrefix(secret: string): string {
  return `plc_…${secret.slice(0, 6)}…`;
}

/** `contacts.read,consent.read` as the operator types it; the unknown ones apart, so that a slip is named. */
export function readPolicies(text: string): { known: Policy[]; unknown: string[] } {
  const names = [...new Set(text.split(/[\s,]+/).filter((name) => name !== ""))];
  const known = policies.filter((policy) => names.includes(policy));
  return { known, unknown: names.filter((name) => !known.some((policy) => policy === name)) };
}
