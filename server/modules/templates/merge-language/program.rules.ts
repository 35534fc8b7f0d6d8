import type { Language } from "../../../../contracts/languages.ts";
import { type MergeToken, suggestToken } from "../../../../contracts/merge-syntax.ts";
import { cleanValue, escapeFor, type Position, unescapeHtml } from "./escape.rules.ts";

export type Step =
  | { kind: "literal"; text: string }
  | { kind: "value"; key: string; position: Position; fallback: string }
  /** Without a value for `key`, go on at step `next`. */
  | { kind: "section"; key: string; next: number };

/** A text read once; rendering is one walk over the steps. */
export interface Program {
  steps: readonly Step[];
  /** UTF-8 bytes of everything that is not a value. */
  literalBytes: number;
}

export const faultCodes = [
  "unknown-variable",
  "variable-not-for-kind",
  "variable-not-here",
  "variable-in-site-address",
  "variable-split",
  "fallback-on-link",
  "section-without-end",
  "end-without-section",
  "section-crosses-layout",
  "too-many-variables",
] as const;
export type FaultCode = (typeof faultCodes)[number];

export interface Fault {
  code: FaultCode;
  /** As written, per cent signs included. */
  token: string;
  /** Offset in the text that was parsed. */
  start: number;
  suggestion: string | null;
}

/** A token and the place that it was found in. */
export interface PlacedToken {
  token: MergeToken;
  position: Position;
  /** A section ends in the same frame that it began in: the same attribute, or text inside the same elements. */
  frame: string;
  fault: FaultCode | null;
}

export interface ParsedText {
  program: Program;
  /** Keys, each once, in the order of their first appearance. */
  variables: string[];
  /** All that were found, those at fault too. */
  tokens: MergeToken[];
  faults: Fault[];
}

export const mostTokens = 2_000;
const mostFaults = 20;

interface OpenSection {
  step: Extract<Step, { kind: "section" }>;
  placed: PlacedToken;
}

interface Build {
  source: string;
  language: Language;
  steps: Step[];
  open: OpenSection[];
  variables: Set<string>;
  faults: Fault[];
  literalFrom: number;
}

/** Never throws: what cannot be understood is a fault, and literal text in the program. */
export function buildProgram(source: string, placed: readonly PlacedToken[], language: Language): ParsedText {
  const build: Build = {
    source,
    language,
    steps: [],
    open: [],
    variables: new Set(),
    faults: [],
    literalFrom: 0,
  };
  for (const each of placed.slice(0, mostTokens)) {
    addToken(build, each);
  }
  addLiteral(build, source.length);
  for (const { step, placed: start } of build.open) {
    step.next = build.steps.length;
    addFault(build, start, "section-without-end");
  }
  const surplus = placed[mostTokens];
  if (surplus) {
    addFault(build, surplus, "too-many-variables");
  }
  return {
    program: { steps: build.steps, literalBytes: countLiteralBytes(build.steps) },
    variables: [...build.variables],
    tokens: placed.map(({ token }) => token),
    faults: build.faults,
  };
}

function addToken(build: Build, placed: PlacedToken): void {
  const { token } = placed;
  if (placed.fault) {
    addFault(build, placed, placed.fault);
    return;
  }
  switch (token.kind) {
    case "unknown":
      addFault(build, placed, "unknown-variable");
      return;
    case "value":
      addLiteral(build, token.start);
      build.steps.push({
        kind: "value",
        key: token.variable.key,
        position: placed.position,
        fallback: writeFallback(placed.position, token.fallback ?? ""),
      });
      build.variables.add(token.variable.key);
      break;
    case "section":
      addLiteral(build, token.start);
      openSection(build, placed, token.variable.key);
      break;
    case "end":
      if (!closeSection(build, placed)) {
        return;
      }
      break;
    default:
      token satisfies never;
  }
  build.literalFrom = token.end;
}

function openSection(build: Build, placed: PlacedToken, key: string): void {
  const step: OpenSection["step"] = { kind: "section", key, next: 0 };
  build.steps.push(step);
  build.open.push({ step, placed });
  build.variables.add(key);
}

function closeSection(build: Build, placed: PlacedToken): boolean {
  const section = build.open.at(-1);
  if (!section) {
    addFault(build, placed, "end-without-section");
    return false;
  }
  build.open.pop();
  addLiteral(build, placed.token.start);
  section.step.next = build.steps.length;
  if (section.placed.frame !== placed.frame) {
    addFault(build, section.placed, "section-crosses-layout");
  }
  return true;
}

function addLiteral(build: Build, to: number): void {
  if (to > build.literalFrom) {
    build.steps.push({ kind: "literal", text: build.source.slice(build.literalFrom, to) });
    build.literalFrom = to;
  }
}

function addFault(build: Build, { token }: PlacedToken, code: FaultCode): void {
  if (build.faults.length < mostFaults) {
    const suggestion = code === "unknown-variable" ? suggestToken(token, build.language) : null;
    build.faults.push({ code, token: build.source.slice(token.start, token.end), start: token.start, suggestion });
  }
}

/** The fallback stands in the source, so it is already written for HTML; in an address it is data like a value. */
function writeFallback(position: Position, fallback: string): string {
  if (position === "html-text" || position === "attribute") {
    return fallback;
  }
  return position === "url" ? escapeFor("url", cleanValue(unescapeHtml(fallback))) : escapeFor(position, fallback);
}

function countLiteralBytes(steps: readonly Step[]): number {
  let bytes = 0;
  for (const step of steps) {
    if (step.kind === "literal") {
      bytes += utf8Length(step.text);
    } else if (step.kind === "value") {
      bytes += utf8Length(step.fallback);
    }
  }
  return bytes;
}

export function utf8Length(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
