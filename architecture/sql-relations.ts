import { readSqlTokens, type SqlToken } from "./sql-tokens.ts";

export type RelationUse = "reads" | "writes" | "creates" | "references" | "calls";

export interface SqlRelation {
  use: RelationUse;
  /** Undefined where the statement names a relation without its schema. */
  schema: string | undefined;
  name: string;
  offset: number;
}

/** Every relation that a SQL text names, and what the text does with it. */
export function readSqlRelations(text: string): SqlRelation[] {
  const tokens = readSqlTokens(text);
  const calls = callsAround(tokens);
  return tokens.flatMap((_, at) => {
    const place = { tokens, at, call: calls[at] ?? "" };
    return [...namedRelations(place), ...createdOn(place), ...calledFunction(place)];
  });
}

interface Place {
  tokens: readonly SqlToken[];
  at: number;
  /** The function whose parentheses surround this place, "" outside of any. */
  call: string;
}

function callsAround(tokens: readonly SqlToken[]): string[] {
  const open: string[] = [];
  return tokens.map((token, at) => {
    const around = open.at(-1) ?? "";
    if (token.text === "(") {
      open.push(tokens[at - 1]?.text ?? "");
    } else if (token.text === ")") {
      open.pop();
    }
    return around;
  });
}

function namedRelations(place: Place): SqlRelation[] {
  const use = useAt(place);
  return use === undefined ? [] : relationsAfter(place.tokens, skipWords(place.tokens, place.at + 1), use);
}

const createdObjects = new Set(["table", "view", "function", "procedure", "type", "sequence"]);

function useAt(place: Place): RelationUse | undefined {
  const word = wordAt(place, 0);
  switch (word) {
    case "from":
    case "join":
    case "using":
      return readUse(place, word);
    case "into":
      return ["insert", "merge"].includes(wordAt(place, -1)) ? "writes" : undefined;
    case "truncate":
      return "writes";
    case "update":
      return isUpdateStatement(place) ? "writes" : undefined;
    case "references":
      return "references";
    default:
      return createdObjects.has(word) && isDefinition(place) ? "creates" : undefined;
  }
}

const callsWithFrom = new Set(["extract", "substring", "trim", "overlay", "position"]);

function readUse(place: Place, word: string): RelationUse | undefined {
  const before = wordAt(place, -1);
  if (word === "from" && before === "delete") {
    return "writes";
  }
  const isOption = word === "using" && wordAt(place, 2) === "=";
  return isOption || before === "distinct" || callsWithFrom.has(place.call) ? undefined : "reads";
}

/** Not `FOR UPDATE`, `ON CONFLICT … DO UPDATE SET`, `BEFORE UPDATE ON`, `BEFORE UPDATE OF`. */
function isUpdateStatement(place: Place): boolean {
  const next = wordAt(place, 1);
  const statement = wordAt(place, 2) === "." || [2, 3, 4].some((distance) => wordAt(place, distance) === "set");
  return isName(next) && !["set", "of", "on", "or"].includes(next) && statement;
}

function isDefinition(place: Place): boolean {
  const before = [-1, -2, -3, -4].map((distance) => wordAt(place, distance));
  const end = before.indexOf(";");
  const sameStatement = end < 0 ? before : before.slice(0, end);
  return ["create", "alter", "drop"].some((word) => sameStatement.includes(word));
}

/** What is defined or granted ON a table changes that table: indexes, triggers, policies, rights. */
function createdOn(place: Place): SqlRelation[] {
  const word = wordAt(place, 0);
  const defines = ["index", "trigger", "policy", "rule"].includes(word) && isDefinition(place);
  if (!defines && word !== "grant" && word !== "revoke") {
    return [];
  }
  const rest = place.tokens.slice(place.at);
  const end = rest.findIndex((token) => token.text === ";");
  const on = rest.findIndex((token) => token.text === "on");
  const found = on >= 0 && (end < 0 || on < end);
  return found ? relationsAfter(place.tokens, skipWords(place.tokens, place.at + on + 1), "creates") : [];
}

const wordsBeforeColumns = new Set([
  "into",
  "references",
  "table",
  "exists",
  "on",
  "view",
  "function",
  "only",
  "procedure",
]);

function calledFunction(place: Place): SqlRelation[] {
  const [schema, dot, name, parenthesis] = place.tokens.slice(place.at, place.at + 4);
  if (!schema || !name || dot?.text !== "." || parenthesis?.text !== "(" || wordsBeforeColumns.has(wordAt(place, -1))) {
    return [];
  }
  return [{ use: "calls", schema: schema.text, name: name.text, offset: schema.offset }];
}

const skipped = new Set(["only", "lateral", "if", "not", "exists", "table", "schema", "or", "replace"]);

function skipWords(tokens: readonly SqlToken[], from: number): number {
  let at = from;
  while (skipped.has(tokens[at]?.text ?? "")) {
    at += 1;
  }
  return at;
}

/** The relation at a place, and those that a comma adds to a FROM list. */
function relationsAfter(tokens: readonly SqlToken[], at: number, use: RelationUse): SqlRelation[] {
  const relation = relationAt(tokens, at, use);
  if (!relation) {
    return [];
  }
  const next = at + (relation.schema === undefined ? 1 : 3);
  const comma = use === "reads" ? commaAfterAlias(tokens, next) : undefined;
  return comma === undefined ? [relation] : [relation, ...relationsAfter(tokens, skipWords(tokens, comma + 1), use)];
}

function relationAt(tokens: readonly SqlToken[], at: number, use: RelationUse): SqlRelation | undefined {
  const first = tokens[at];
  if (!first || !isName(first.text)) {
    return undefined;
  }
  const second = tokens[at + 2];
  const qualified = tokens[at + 1]?.text === "." && second !== undefined;
  const isFunction = tokens[at + (qualified ? 3 : 1)]?.text === "(" && use === "reads";
  if (isFunction) {
    return undefined;
  }
  return {
    use,
    schema: qualified ? first.text : undefined,
    name: qualified ? second.text : first.text,
    offset: first.offset,
  };
}

function commaAfterAlias(tokens: readonly SqlToken[], from: number): number | undefined {
  let at = from;
  if (tokens[at]?.text === "as") {
    at += 1;
  }
  if (isName(tokens[at]?.text ?? "")) {
    at += 1;
  }
  return tokens[at]?.text === "," ? at : undefined;
}

function wordAt({ tokens, at }: Place, distance: number): string {
  return tokens[at + distance]?.text ?? "";
}

const sqlWords = new Set(["select", "values", "where", "set", "on", "left", "inner", "cross", "join", "as", "order"]);

function isName(text: string): boolean {
  return /^[a-z_]/.test(text) && !sqlWords.has(text);
}

/**
 * The names that WITH gives to queries: `name AS (`, `name AS MATERIALIZED (`, `name (columns) AS (`; and those that a trigger
 * gives to the rows of its statement: `NEW TABLE AS name`.
 */
export function readQueryNames(text: string): string[] {
  const patterns = [
    /([a-z_][a-z0-9_]*)\s*(?:\([^()]*\)\s*)?\bas\s+(?:(?:not\s+)?materialized\s+)?\(/gi,
    /\b(?:new|old)\s+table\s+(?:as\s+)?([a-z_][a-z0-9_]*)/gi,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => (match[1] ?? "").toLowerCase()));
}
