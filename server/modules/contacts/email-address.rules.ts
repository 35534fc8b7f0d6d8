export type EmailProblem =
  | "empty"
  | "control-characters"
  | "invisible-characters"
  | "several-addresses"
  | "has-display-name"
  | "not-an-address"
  | "local-part"
  | "domain"
  | "too-long";

export type ParsedEmail = { ok: true; value: string } | { ok: false; problem: EmailProblem };

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/u;
const topLevel = /^(?:xn--[a-z0-9-]+|[a-z]{2,})$/u;
// What URL would take for the end of the host, or decode: none of it can stand in a domain.
const notInDomain = /[/\\?#%:@[\]<>^|`{}"'*_~!$&()+,;= ]/u;

/**
 * One address as people write it in lists, and nothing else: local@domain. Stricter than RFC 5322 on purpose (no
 * quotes, no comments, no route, no literal): every form that two programs read differently sends mail to a stranger.
 * The value is in lower case (X76) with an ASCII domain, and is exactly what is written after RCPT TO.
 */
export function parseEmailAddress(typed: string): ParsedEmail {
  const text = typed.trim();
  const refused = refuseByShape(text);
  if (refused) return { ok: false, problem: refused };
  const at = text.indexOf("@");
  const local = text.slice(0, at).toLowerCase();
  if (local.length > 64 || !localPart.test(local)) return { ok: false, problem: "local-part" };
  const domain = asciiDomain(text.slice(at + 1));
  if (domain === undefined) return { ok: false, problem: "domain" };
  const value = `${local}@${domain}`;
  return value.length > 254 ? { ok: false, problem: "too-long" } : { ok: true, value };
}

function refuseByShape(text: string): EmailProblem | undefined {
  if (text === "") return "empty";
  if (text.length > 400) return "too-long";
  if (/\p{Cc}/u.test(text)) return "control-characters";
  if (/[\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164]/u.test(text)) return "invisible-characters";
  if (/[<>]/u.test(text)) return "has-display-name";
  if (/[,;\s]/u.test(text)) return text.split("@").length > 2 ? "several-addresses" : "not-an-address";
  return text.split("@").length === 2 ? undefined : "not-an-address";
}

function asciiDomain(typed: string): string | undefined {
  if (typed === "" || typed.length > 253 || notInDomain.test(typed)) return undefined;
  const url = URL.parse(`http://${typed}/`);
  if (url?.pathname !== "/" || url.host !== url.hostname) return undefined;
  const domain = url.hostname;
  const labels = domain.split(".");
  const isSound = labels.length > 1 && labels.every((label) => label.length <= 63 && domainLabel.test(label));
  return isSound && topLevel.test(labels.at(-1) ?? "") ? domain : undefined;
}
