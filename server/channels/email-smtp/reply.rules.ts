import type { Reply } from "../channel.ts";

const longestText = 200;

/** Undefined for anything but a complete SMTP reply: half a reply and garbage prove nothing. */
export function readReply(response: string | undefined): Reply | undefined {
  const lines = (response ?? "").split(/\r?\n/).filter((line) => line !== "");
  const last = lines.at(-1);
  const match = last === undefined ? null : /^([2-5]\d\d)(?: |$)/.exec(last);
  if (!match?.[1] || !lines.every((line) => line.startsWith(match[1] ?? ""))) return undefined;
  const text = lines.map((line) => line.slice(4)).join(" ");
  return { code: Number(match[1]), enhancedCode: enhancedCodeOf(text), text: cleanText(text) };
}

/** For logs and screens: one line, no control characters, no more than a person reads. */
export function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
  return line.length > longestText ? `${line.slice(0, longestText - 1)}…` : line;
}

function enhancedCodeOf(text: string): string | null {
  return /^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)/.exec(text)?.[1] ?? null;
}
