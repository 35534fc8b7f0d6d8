import { readSqlTokens } from "./sql-tokens.ts";

const calls = new Set(["now", "clock_timestamp", "transaction_timestamp", "statement_timestamp", "timeofday"]);
const words = new Set(["current_timestamp", "current_date", "localtimestamp", "localtime"]);

/** The name of a clock that the tests cannot shift; undefined when the SQL asks none. */
export function findForbiddenClock(text: string): string | undefined {
  const tokens = readSqlTokens(text);
  return tokens.find((token, at) => {
    const called = tokens[at + 1]?.text === "(";
    const qualified = tokens[at - 1]?.text === "." && tokens[at - 2]?.text !== "pg_catalog";
    return !qualified && (words.has(token.text) || (called && calls.has(token.text)));
  })?.text;
}
