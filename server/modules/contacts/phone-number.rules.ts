import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";

export type PhoneProblem = "empty" | "spreadsheet-damaged" | "several-numbers" | "not-a-number" | "no-such-number";
export type ParsedPhone = { ok: true; value: string } | { ok: false; problem: PhoneProblem };

export interface PhoneReading {
  country: string;
  /** Some tools export "33612345678" for +33 6 12 34 56 78. */
  isInternationalWithoutPlus?: boolean;
}

/** D8: the number in E.164. The form that was typed is kept by the caller. An extension stays in the typed form only. */
export function parsePhone(typed: string, reading: PhoneReading): ParsedPhone {
  const text = tidyPhone(typed);
  const refused = refuseByShape(text);
  if (refused) return { ok: false, problem: refused };
  for (const candidate of candidates(text, reading)) {
    if (candidate?.isValid()) return { ok: true, value: candidate.number };
  }
  return { ok: false, problem: /^[+\d\s().\-/]+$/u.test(text) ? "no-such-number" : "not-a-number" };
}

function tidyPhone(typed: string): string {
  return typed
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/^'/u, "")
    .replace(/^tel:/iu, "")
    .trim();
}

function refuseByShape(text: string): PhoneProblem | undefined {
  if (text === "") return "empty";
  if (/^\d[.,]\d+e\+?\d+$/iu.test(text)) return "spreadsheet-damaged";
  if (text.length > 60) return "not-a-number";
  const digits = text.replace(/\D/gu, "").length;
  if (digits > 17 && /[,;/]|\s-\s|\sou\s|\sor\s/u.test(text)) return "several-numbers";
  return undefined;
}

/** The likelier reading first; the other is tried only when it is no number. */
function* candidates(text: string, reading: PhoneReading): Generator<PhoneNumber | undefined> {
  const country = isSupportedCountry(reading.country) ? reading.country : undefined;
  const bareDigits = /^\d{10,15}$/u.test(text.replace(/[\s.-]/gu, ""));
  const withPlus = () => (bareDigits ? read(`+${text}`, country) : undefined);
  if (reading.isInternationalWithoutPlus) yield withPlus();
  yield read(text, country);
  if (!reading.isInternationalWithoutPlus) yield withPlus();
}

function read(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { ...(country ? { defaultCountry: country } : {}), extract: false });
}

/**
 * The number as its own country's gateways want it: national digits without the trunk prefix. In Argentina that is
 * without the 0 and without the 15 (I23): 011-1559876543 → 1159876543.
 */
export function renderNational(e164: string): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164.replace(/\D/gu, "");
  const national = number.nationalNumber;
  return number.country === "AR" && national.startsWith("9") ? national.slice(1) : national;
}

/** The number as a person reads it: "+33 6 12 34 56 78". */
export function renderForReading(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** Whose numbering plan it is of, as an ISO 3166 code; undefined for numbers of no country. */
export function countryOfPhone(e164: string): string | undefined {
  return parsePhoneNumberFromString(e164)?.country;
}

/** The digits under which a number is found: with country code, as dialled at home, and without the trunk prefix. */
export function phoneSearchKeys(e164: string): string[] {
  const number = parsePhoneNumberFromString(e164);
  const home = number?.formatNational().replace(/\D/gu, "") ?? "";
  return [...new Set([e164.slice(1), home, number?.nationalNumber ?? ""])].filter((key) => key !== "");
}

export function isKnownCountry(country: string): boolean {
  return isSupportedCountry(country);
}
