import { type Language, languages } from "./languages.ts";
import { type TemplateVariable, templateVariables } from "./template-variables.ts";

const longestName = 40;

/** Case, accents, spaces, hyphens and underscores make no difference: `%Prénom%` is `%prenom%`. */
export function normaliseName(name: string): string {
  // Most names are plain already, and this is asked for every per cent sign.
  if (/^[a-z]+$/.test(name)) {
    return name;
  }
  return name
    .normalize("NFD")
    .replace(/[\p{M}\s\u00a0_.-]+/gu, "")
    .toLowerCase();
}

interface KnownName {
  normalised: string;
  name: string;
  language: Language;
  variable: TemplateVariable;
}

const knownNames: readonly KnownName[] = templateVariables.flatMap((variable: TemplateVariable) =>
  languages.flatMap((language) =>
    variable.names[language].map((name) => ({ normalised: normaliseName(name), name, language, variable })),
  ),
);
const variablesByName = new Map(knownNames.map((known) => [known.normalised, known.variable]));
/** Names with one letter less: two words that share one differ by one letter, by a swap, or a little more. */
const shortenedNames = new Set(knownNames.flatMap(({ normalised }) => [normalised, ...shorten(normalised)]));

export function findVariable(name: string): TemplateVariable | undefined {
  return name.length > longestName || name.trim() !== name ? undefined : variablesByName.get(normaliseName(name));
}

/** Whether `name` is a known name or about one letter off; costs the same for every text. */
export function isNearlyName(name: string): boolean {
  const wanted = normaliseName(name);
  const tooShort = wanted.length < 3;
  if (name.length > longestName || tooShort) {
    return variablesByName.has(wanted);
  }
  return shortenedNames.has(wanted) || shorten(wanted).some((shortened) => shortenedNames.has(shortened));
}

/** The known name that someone who wrote `name` most probably meant; names of the text's own language come first. */
export function nearestName(name: string, language: Language): string | undefined {
  const wanted = normaliseName(name).slice(0, longestName);
  const limit = allowedDistance(wanted.length);
  let best: KnownName | undefined;
  let bestScore = limit + 1;
  for (const known of knownNames) {
    const score = editDistance(wanted, known.normalised) + (known.language === language ? 0 : 0.5);
    if (score < bestScore) {
      best = known;
      bestScore = score;
    }
  }
  return best?.name;
}

function shorten(word: string): string[] {
  return word.length < 3 ? [] : Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));
}

function allowedDistance(length: number): number {
  if (length <= 2) {
    return 0;
  }
  if (length <= 5) {
    return 1;
  }
  return length <= 9 ? 2 : 3;
}

/** Insertions, deletions, replacements and swaps of neighbours. */
function editDistance(left: string, right: string): number {
  const rows = [Array.from({ length: right.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const added = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(added, cell(rows, row - 1, column) + 1, replaceOrSwap({ left, right, rows, row, column })));
    }
    rows.push(current);
  }
  return cell(rows, left.length, right.length);
}

interface Place {
  left: string;
  right: string;
  rows: readonly (readonly number[])[];
  row: number;
  column: number;
}

function replaceOrSwap({ left, right, rows, row, column }: Place): number {
  const replaced = cell(rows, row - 1, column - 1) + (left[row - 1] === right[column - 1] ? 0 : 1);
  const isSwap = row > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
  return isSwap ? Math.min(replaced, cell(rows, row - 2, column - 2) + 1) : replaced;
}

function cell(rows: readonly (readonly number[])[], row: number, column: number): number {
  return rows[row]?.[column] ?? 0;
}
