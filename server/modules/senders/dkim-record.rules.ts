import type { DkimCheckOutcome } from "../../../contracts/senders.ts";

export interface DkimName {
  domain: string;
  selector: string;
}

/** Where receivers look the key up. */
export function recordNameOf({ domain, selector }: DkimName): string {
  return `${selector}._domainkey.${domain}`;
}

export function recordValueOf(publicKey: string): string {
  return `v=DKIM1; k=rsa; p=${publicKey}`;
}

/** What stands in the domain, each record already put together. Only the key counts: blanks and order are free. */
export function judgeRecords(records: readonly string[], publicKey: string): DkimCheckOutcome {
  if (records.length === 0) return "not-found";
  const isOurs = (record: string) => keyIn(record) === publicKey;
  // With two of them receivers choose by chance.
  return records.every(isOurs) ? "found" : "other-key";
}

function keyIn(record: string): string | undefined {
  const tag = record.split(";").find((part) => part.trim().startsWith("p="));
  return tag?.slice(tag.indexOf("=") + 1).replace(/\s/g, "");
}

/** A key signs for its own domain and what stands below it; receivers want it to be that of the From (DMARC). */
export function maySignFor(domain: string, fromAddress: string): boolean {
  const from = fromAddress.slice(fromAddress.lastIndexOf("@") + 1).toLowerCase();
  return from === domain || from.endsWith(`.${domain}`);
}
