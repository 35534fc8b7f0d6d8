import type { Language } from "../../../../contracts/languages.ts";
import { type MergeToken, readTokens } from "../../../../contracts/merge-syntax.ts";
import type { Position } from "./escape.rules.ts";
import { buildProgram, mostTokens, type ParsedText } from "./program.rules.ts";

const addressStart = /^(?:https?:\/\/|mailto:|tel:)./i;
const longestAddress = 2_000;

/** One line of a header: no value can add a line. */
export function parseSubject(subject: string, language: Language): ParsedText {
  return buildProgram(
    subject,
    place(subject, () => "header"),
    language,
  );
}

/** The plain-text part. A value inside an address is escaped as in a link, so that the address stays one. */
export function parsePlain(text: string, language: Language): ParsedText {
  let readTo = 0;
  let inAddress = false;
  return buildProgram(
    text,
    place(text, (token) => {
      const run = lastRun(text.slice(Math.max(readTo, token.start - longestAddress), token.start));
      inAddress = run.isWhole ? inAddress || addressStart.test(run.text) : addressStart.test(run.text);
      readTo = token.end;
      const isLink = token.kind === "value" && token.variable.holds === "link";
      const position: Position = inAddress ? "url" : "plain";
      inAddress ||= isLink;
      return position;
    }),
    language,
  );
}

interface Run {
  text: string;
  /** Nothing separates it from what stands before. */
  isWhole: boolean;
}

function lastRun(literal: string): Run {
  const parts = literal.split(/[\s<>"'()[\]]/);
  return { text: parts.at(-1) ?? "", isWhole: parts.length === 1 };
}

function place(text: string, positionOf: (token: MergeToken) => Position) {
  return readTokens(text)
    .slice(0, mostTokens + 1)
    .map((token) => ({ token, position: positionOf(token), frame: "", fault: null }));
}
