/** One word, name, sign or placeholder of a SQL text; comments, strings and white space are left out. */
export interface SqlToken {
  text: string;
  offset: number;
}

/** What stands for an interpolated expression in the SQL of a tagged template; no name begins with it. */
export const placeholder = "?";

const comment = String.raw`--[^\n]*|\/\*[\s\S]*?\*\/`;
const string = String.raw`[eE]'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*'`;
const dollarQuote = String.raw`\$\$|\$[a-z_]+\$`;
const quotedName = '"(?:[^"]|"")*"';
const name = "[a-zA-Z_][a-zA-Z0-9_$]*";
const tokenPattern = new RegExp(`${comment}|${string}|${dollarQuote}|${quotedName}|${name}|::|[0-9]+|[^\\s]`, "g");
const leftOut = new RegExp(`^(?:${comment}|${string}|${dollarQuote})$`);

/** The bodies of functions between dollar quotes are read like the statements around them. */
export function readSqlTokens(text: string): SqlToken[] {
  return [...text.matchAll(tokenPattern)]
    .filter((match) => !leftOut.test(match[0]))
    .map((match) => ({ text: unquote(match[0]), offset: match.index }));
}

function unquote(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token.toLowerCase();
}
