import type { MergeValues } from "../../../../contracts/template-variables.ts";
import { cleanValue, escapeFor, nowhere } from "./escape.rules.ts";
import type { Program, Step } from "./program.rules.ts";

/** A program whose literals are longer is refused when it is saved. */
export const outputLimitBytes = 512 * 1024;

/** No character of UTF-16 takes more than three bytes in UTF-8. */
const mostBytesPerUnit = 3;

/** Values fit to be put in: known keys only, harmless characters, none that is blank. */
export type CleanValues = ReadonlyMap<string, string>;

export function cleanValues(values: MergeValues, keys: readonly string[]): CleanValues {
  const clean = new Map<string, string>();
  for (const key of keys) {
    const value = Object.hasOwn(values, key) ? cleanValue(values[key]) : "";
    if (value !== "") {
      clean.set(key, value);
    }
  }
  return clean;
}

/** Where a rendering goes, in order. */
export interface ProgramOutput {
  /** `index` is that of the program's step. */
  literal: (index: number, text: string) => void;
  /** Escaped for its place. */
  value: (text: string) => void;
}

/**
 * Total, and linear in the program and its values. The output is never longer than `outputLimitBytes`: a value that
 * would pass the limit is left out. Values are put in once and never read again.
 */
export function walkProgram(program: Program, values: CleanValues, out: ProgramOutput): void {
  let room = outputLimitBytes - program.literalBytes;
  let index = 0;
  while (index < program.steps.length) {
    const at = index;
    const step = program.steps[index];
    index += 1;
    if (step?.kind === "literal") {
      out.literal(at, step.text);
    } else if (step?.kind === "section") {
      index = values.has(step.key) ? index : step.next;
    } else if (step?.kind === "value") {
      const written = writeValue(step, values, room);
      room -= written.length * mostBytesPerUnit;
      out.value(written);
    }
  }
}

export function renderProgram(program: Program, values: CleanValues): string {
  let output = "";
  const add = (text: string) => {
    output += text;
  };
  walkProgram(program, values, { literal: (_index, text) => add(text), value: add });
  return output;
}

function writeValue(step: Extract<Step, { kind: "value" }>, values: CleanValues, room: number): string {
  const value = values.get(step.key);
  if (value === undefined) {
    return step.position === "link" ? nowhere : step.fallback;
  }
  const written = escapeFor(step.position, value);
  return written.length * mostBytesPerUnit <= room ? written : "";
}
