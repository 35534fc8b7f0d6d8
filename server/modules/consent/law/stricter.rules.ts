import {
  askScopes,
  type Hours,
  type LawRuleCode,
  type LawValue,
  unconsentedCalls,
} from "../../../../contracts/consent-law.ts";
import { type CountryLaw, countryLaws, type LegalRule, lawOf } from "./country-laws.rules.ts";

/** What an organisation set for itself: by country, then by rule. */
export type LawChoices = Partial<Record<string, Partial<Record<LawRuleCode, LawValue>>>>;

export interface LawSettings {
  choices: LawChoices;
  /** Day of the last look into a country's register of opposition. */
  registers: Partial<Record<string, string>>;
}

export function readLawSettings(stored: unknown): LawSettings {
  const { choices, registers } = (stored ?? {}) as Partial<LawSettings>;
  return { choices: choices ?? {}, registers: registers ?? {} };
}

export function legalRuleOf(country: string, code: LawRuleCode): LegalRule | undefined {
  return lawOf(country).rules.find((rule) => rule.code === code);
}

/** The country whose row holds: its own, or that of all others. */
export function rowOf(country: string): CountryLaw {
  return lawOf(country);
}

const scales = { ask: askScopes, "call-unconsented": unconsentedCalls } as const;

/** The stricter of the law and the organisation's own word. */
export function effectiveValue(code: LawRuleCode, legal: LawValue, own: LawValue): LawValue {
  if (own === null) return legal;
  if (legal === null) return own;
  if (typeof legal === "number" && typeof own === "number") return Math.min(legal, own);
  if (typeof legal === "string" && typeof own === "string") {
    return rankOf(code, own) > rankOf(code, legal) ? own : legal;
  }
  return isHours(legal) && isHours(own) ? commonHours(legal, own) : legal;
}

export type ChoiceFault = "wrong-kind" | "laxer";

/** Null: it may be set. An own value may only narrow what the law leaves. */
export function faultOfChoice(code: LawRuleCode, legal: LawValue, own: LawValue): ChoiceFault | null {
  if (own === null) return null;
  if (!fits(code, own)) return "wrong-kind";
  return legal === null || isNarrower(code, own, legal) ? null : "laxer";
}

function isNarrower(code: LawRuleCode, own: LawValue, legal: LawValue): boolean {
  if (typeof legal === "number" && typeof own === "number") return own <= legal;
  if (isHours(legal) && isHours(own)) return isWithin(own, legal);
  return rankOf(code, own) >= rankOf(code, legal);
}

function fits(code: LawRuleCode, value: LawValue): boolean {
  if (code === "ask" || code === "call-unconsented") return rankOf(code, value) >= 0;
  return code.endsWith("-hours") ? isHours(value) : typeof value === "number";
}

function rankOf(code: LawRuleCode, value: LawValue): number {
  if (code !== "ask" && code !== "call-unconsented") return -1;
  return (scales[code] as readonly LawValue[]).indexOf(value);
}

export function isHours(value: LawValue): value is Hours {
  return typeof value === "object" && value !== null;
}

function isWithin(own: Hours, legal: Hours): boolean {
  const first = legal.spans.map(({ from }) => from).sort()[0] ?? "00:00";
  const last =
    legal.spans
      .map(({ to }) => to)
      .sort()
      .at(-1) ?? "24:00";
  return (
    own.days.every((day) => legal.days.includes(day)) &&
    own.spans.every(({ from, to }) => from >= first && to <= last) &&
    (legal.onHolidays || !own.onHolidays)
  );
}

function commonHours(legal: Hours, own: Hours): Hours {
  const spans = legal.spans.flatMap((one) =>
    own.spans.flatMap((other) => {
      const from = one.from > other.from ? one.from : other.from;
      const to = one.to < other.to ? one.to : other.to;
      return from < to ? [{ from, to }] : [];
    }),
  );
  return {
    days: legal.days.filter((day) => own.days.includes(day)),
    spans,
    onHolidays: legal.onHolidays && own.onHolidays,
  };
}

/** Whether hours for written messages are set anywhere: no law has them today. */
export function countsByClock({ choices }: LawSettings): boolean {
  const isClock = (code: string) => code === "email-hours" || code === "sms-hours";
  return (
    Object.values(choices).some((rules) =>
      Object.entries(rules ?? {}).some(([code, value]) => isClock(code) && value),
    ) || countryLaws.some(({ rules }) => rules.some(({ code }) => isClock(code)))
  );
}
