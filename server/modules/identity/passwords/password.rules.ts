import type { PasswordFault, PasswordRule } from "../../../../contracts/identity.ts";
import { commonWords, rows } from "./common-passwords.rules.ts";

export interface PasswordContext {
  /** Company, name, e-mail: whatever a stranger knows of this person. */
  words: readonly string[];
}

export const minimumLength: Record<PasswordRule, number> = { classes: 12, passphrase: 15 };
const maximumBytes = 1024;
const productWords = ["placet"];
/** What is left when every known word, row of keys, year and repetition counts as a single character. */
const minimumChoices = 6;

/** Everything that the password lacks, so that the person mends it at once; nothing when it is accepted. */
export function passwordFaultsOf(password: string, rule: PasswordRule, context: PasswordContext): PasswordFault[] {
  if (Buffer.byteLength(password) > maximumBytes) return ["too-long"];
  const text = password.normalize("NFC");
  const faults: PasswordFault[] = [];
  if ([...text].length < minimumLength[rule]) faults.push("too-short");
  if (rule === "classes") faults.push(...missingClasses(text));
  if (containsContext(text, context)) faults.push("contains-context");
  if (countChoices(text) < minimumChoices) faults.push("too-common");
  return faults;
}

function missingClasses(text: string): PasswordFault[] {
  const classes: [PasswordFault, RegExp][] = [
    ["no-lowercase", /\p{Ll}/u],
    ["no-uppercase", /\p{Lu}/u],
    ["no-digit", /\p{Nd}/u],
    ["no-special", /[^\p{L}\p{N}\s]/u],
  ];
  return classes.filter(([, pattern]) => !pattern.test(text)).map(([fault]) => fault);
}

function containsContext(text: string, context: PasswordContext): boolean {
  const plain = toPlainLetters(text);
  return contextWords(context).some((word) => plain.includes(word));
}

/** Words of four letters and more: shorter ones stand in half of all passphrases by chance. */
function contextWords(context: PasswordContext): string[] {
  const parts = [...context.words.flatMap((word) => [word.split("@")[0] ?? "", ...word.split(/[^\p{L}\p{N}]+/u)])];
  const plain = [...productWords, ...parts].map((part) => toPlainLetters(part).replace(/[^a-z0-9]/g, ""));
  return plain.filter((word) => word.length >= 4 && !mailboxWords.includes(word));
}

const lookalikes: Record<string, string> = {
  "0": "o",
  "1": "i",
  // Both look like `1`, so both become the same letter.
  l: "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
  "€": "e",
};

function toPlainLetters(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return [...bare].map((sign) => lookalikes[sign] ?? sign).join("");
}

/** Ends of addresses and forms of companies: they say nothing about the person. */
const mailboxWords = ["mail", "email", "example", "gmail", "sarl", "gmbh", "company"].map(toPlainLetters);
const plainCommonWords = commonWords.map(toPlainLetters);

/** How many choices made this text: each known word, row of keys, year or repetition is one. */
function countChoices(text: string): number {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const plain = toPlainLetters(text);
  const seen = new Set<string>();
  let at = 0;
  while (at < bare.length) {
    const length = Math.max(1, ...patternLengths(bare, plain, at));
    // A thing said twice is no second choice.
    seen.add(length > 1 ? plain.slice(at, at + length) : `${plain[at]}${at}`);
    at += length;
  }
  return seen.size;
}

function patternLengths(bare: string, plain: string, at: number): number[] {
  const word = plainCommonWords.find((candidate) => plain.startsWith(candidate, at));
  return [word?.length ?? 0, rowLength(bare, at), repetitionLength(bare, at), yearLength(bare, at)];
}

function rowLength(bare: string, at: number): number {
  let longest = 0;
  for (const row of rows) {
    const start = row.indexOf(bare.slice(at, at + 3));
    if (start < 0 || at + 3 > bare.length) continue;
    let length = 3;
    while (at + length < bare.length && row[start + length] === bare[at + length]) length += 1;
    longest = Math.max(longest, length);
  }
  return longest;
}

function repetitionLength(bare: string, at: number): number {
  let length = 1;
  while (at + length < bare.length && bare[at + length] === bare[at]) length += 1;
  return length;
}

function yearLength(bare: string, at: number): number {
  return /^(?:19|20)\d\d/.test(bare.slice(at, at + 4)) ? 4 : 0;
}
