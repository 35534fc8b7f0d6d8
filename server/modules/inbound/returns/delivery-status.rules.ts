import { headerOf, type MailFacts, partOf } from "./mail-facts.rules.ts";
import type { Report } from "./report.rules.ts";
import { addressOfField, dateOfField, readFieldGroups, statusIn } from "./report-fields.rules.ts";

/** RFC 3464. Undefined when the mail has no such part, or the part names no recipient. */
export function readDeliveryStatus(facts: MailFacts): Report | undefined {
  const part = partOf(facts, /^message\/(global-)?delivery-status$/);
  if (part === undefined) return undefined;
  const groups = readFieldGroups(part);
  const recipients = groups.filter((group) => group.has("final-recipient") || group.has("original-recipient"));
  // Of several, the worst counts: our mails have one recipient, so the others are what an alias made of it.
  const group =
    recipients.find((one) => actionOf(one) === "failed") ??
    recipients.find((one) => actionOf(one) === "delayed") ??
    recipients[0];
  return group && reportOf(group, headerOf(facts, "date"));
}

const kinds: Record<string, Report["kind"]> = { failed: "bounced", delayed: "delayed", delivered: "delivered" };

function reportOf(group: Map<string, string>, mailedAt: string): Report {
  const diagnostic = (group.get("diagnostic-code") ?? "").replace(/^\s*[\w-]+\s*;\s*/, "");
  return {
    kind: kinds[actionOf(group)] ?? "none",
    status: statusOf(group.get("status") ?? "", diagnostic),
    detail: diagnostic === "" ? (group.get("status") ?? null) : diagnostic,
    recipients: [group.get("final-recipient"), group.get("original-recipient")].flatMap(
      (value) => addressOfField(value) ?? [],
    ),
    happenedAt: dateOfField(group.get("last-attempt-date")) ?? dateOfField(mailedAt),
  };
}

/** Some servers leave the action out, or write it in another case. */
function actionOf(group: Map<string, string>): string {
  const action = (group.get("action") ?? "").toLowerCase().split(/[\s(;]/, 1)[0] ?? "";
  if (action !== "") return action;
  const digit = (group.get("status") ?? "").trim()[0];
  return { "5": "failed", "4": "delayed", "2": "delivered" }[digit ?? ""] ?? "";
}

/** `5.0.0` says nothing; what the other server said is more exact. */
function statusOf(field: string, diagnostic: string): string | null {
  const status = statusIn(field);
  const said = statusIn(diagnostic);
  if (status === null || /^\d\.0\.0$/.test(status)) return said ?? null;
  return status;
}
