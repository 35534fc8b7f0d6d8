import type { LawCause, LawRuleCode, LawValue } from "../../../../contracts/consent-law.ts";
import { openingAt } from "./hours.rules.ts";
import { effectiveValue, isHours, type LawSettings, legalRuleOf, rowOf } from "./stricter.rules.ts";

export type LawUse = "call" | "marketing" | "consent-request";

export interface LawQuestion {
  use: LawUse;
  channel: "email" | "phone" | "push";
  /** Of the number, or of the person; the organisation's own where neither is known. */
  country: string;
  /** Of the organisation: for countries whose clocks are not in the data. */
  homeZone: string;
  now: Date;
  isConsented: boolean;
  relation: "client" | "prospect" | "none";
  isBusiness: boolean;
  /** Commercial calls in the last 30 days. */
  attempts: number;
}

export interface LawVerdict {
  limit: "open" | "not-now" | "closed";
  cause: LawCause | null;
  code: LawRuleCode | null;
  /** `not-now`: when it opens. `open`: when it closes, if it does. */
  changesAt: Date | null;
}

const open: LawVerdict = { limit: "open", cause: null, code: null, changesAt: null };
const closed = (cause: LawCause, code: LawRuleCode): LawVerdict => ({ limit: "closed", cause, code, changesAt: null });

/** What the law of the place says about this use now. The rules of consent stand beside it and are not repeated here. */
export function judgeByLaw(question: LawQuestion, settings: LawSettings): LawVerdict {
  const barred = judgeUse(question, settings);
  if (barred.limit === "closed") return barred;
  return judgeHours(question, valueFor(question, settings, hoursCodeOf(question)));
}

function judgeUse(question: LawQuestion, settings: LawSettings): LawVerdict {
  // Only a telephone rings.
  if (question.use === "call") return question.channel === "phone" ? judgeCall(question, settings) : open;
  if (question.use !== "consent-request") return open;
  const scope = valueFor(question, settings, "ask");
  return typeof scope === "string" && !mayAsk(scope, question.relation) ? closed("may-not-be-asked", "ask") : open;
}

function judgeCall(question: LawQuestion, settings: LawSettings): LawVerdict {
  const unconsented = valueFor(question, settings, "call-unconsented");
  const isBarred = unconsented === "nobody" || (unconsented === "businesses" && !question.isBusiness);
  if (isBarred && !question.isConsented) return closed("needs-consent", "call-unconsented");
  const most = valueFor(question, settings, "call-attempts");
  if (typeof most === "number" && question.attempts >= most) return closed("attempts", "call-attempts");
  return isRegisterStale(question, settings) ? closed("register", "call-register") : open;
}

function isRegisterStale(question: LawQuestion, settings: LawSettings): boolean {
  const days = valueFor(question, settings, "call-register");
  if (typeof days !== "number") return false;
  const rule = legalRuleOf(question.country, "call-register");
  if (rule?.consentSuffices === true && question.isConsented) return false;
  const checked = settings.registers[rowOf(question.country).country];
  return checked === undefined || question.now.getTime() - Date.parse(checked) > (days + 1) * 86_400_000;
}

function hoursCodeOf({ use, channel }: LawQuestion): LawRuleCode {
  if (channel !== "phone") return "email-hours";
  return use === "call" ? "call-hours" : "sms-hours";
}

function judgeHours(question: LawQuestion, hours: LawValue): LawVerdict {
  if (!isHours(hours)) return open;
  const { zone, holidays } = rowOf(question.country);
  const code = hoursCodeOf(question);
  const opening = openingAt({ hours, zone: zone ?? question.homeZone, holidays, now: question.now });
  if (opening.isOpen) return { ...open, changesAt: opening.changesAt };
  return { limit: "not-now", cause: "hours", code, changesAt: opening.changesAt };
}

/** The law's value where it binds this person, narrowed by the organisation's own. */
function valueFor({ country, isBusiness }: LawQuestion, settings: LawSettings, code: LawRuleCode): LawValue {
  const legal = legalRuleOf(country, code);
  const binds = legal !== undefined && !(legal.consumersOnly === true && isBusiness);
  const own = settings.choices[rowOf(country).country]?.[code] ?? null;
  return effectiveValue(code, binds ? legal.value : null, own);
}

export function mayAsk(scope: string, relation: LawQuestion["relation"]): boolean {
  if (scope === "nobody") return false;
  if (scope === "clients") return relation === "client";
  return scope === "relations" ? relation !== "none" : true;
}

/** The longest that a consent given there may hold, in days. Null: the law leaves it open. */
export function longestValidity(
  where: { country: string; channel: "email" | "phone" | "push" },
  settings: LawSettings,
): number | null {
  if (where.channel === "push") return null;
  const code = where.channel === "phone" ? "call-validity" : "email-validity";
  const own = settings.choices[rowOf(where.country).country]?.[code] ?? null;
  const value = effectiveValue(code, legalRuleOf(where.country, code)?.value ?? null, own);
  return typeof value === "number" ? value : null;
}
