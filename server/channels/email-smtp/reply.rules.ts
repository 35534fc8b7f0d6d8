import type { Reply } from "../channel.ts";

const longestText = 200;
const lastLine = /^[2-5]\d\d(?: |$)/;

/** Undefined for anything but a complete SMTP reply: half a reply and garbage prove nothing. */
export function readReply(response: string | undefined): Reply | undefined {
  const lines = linesOf(response ?? "");
  const last = lines.at(-1) ?? "";
  const code = last.slice(0, 3);
  if (!lastLine.test(last) || !lines.every((line) => line.startsWith(code))) return undefined;
  const text = lines.length === 1 ? last.slice(4) : lines.map((line) => line.slice(4)).join(" ");
  return { code: Number(code), enhancedCode: enhancedCodeOf(text), text: cleanText(text) };
}

/** Nearly all have one; four are read for each message. */
function linesOf(response: string): string[] {
  return response.includes("\n") ? response.split(/\r?\n/).filter((line) => line !== "") : [response];
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
