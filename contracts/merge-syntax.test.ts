import { describe, expect, test } from "vitest";
import { languages } from "./languages.ts";
import { readTokens, suggestToken } from "./merge-syntax.ts";
import { type TemplateVariable, templateVariables } from "./template-variables.ts";

const kindsOf = (text: string) => readTokens(text).map((token) => token.kind);
const keysOf = (text: string) =>
  readTokens(text).map((token) => ("variable" in token ? token.variable.key : token.kind));

describe("variables", () => {
  test("every variable is known by each of its names in the four languages", () => {
    for (const variable of templateVariables as readonly TemplateVariable[]) {
      for (const name of languages.flatMap((language) => variable.names[language])) {
        expect(keysOf(`%${name}%`), name).toEqual([variable.key]);
      }
    }
  });

  test.each(["%Prénom%", "%prenom%", "%PRÉNOM%", "%first name%", "%First-Name%", "%firstname%", "%first_name%"])(
    "%s is the first name: case, accents, spaces and hyphens make no difference",
    (text) => expect(keysOf(text)).toEqual(["first_name"]),
  );

  test("the words of the documents mean what they meant there", () => {
    expect(keysOf("Estimado %nombre% su saldo es $ %deuda%. Gracias por comunicarse con %empresa%")).toEqual([
      "name",
      "debt",
      "sending_company",
    ]);
    expect(keysOf("%id% %operador% %monto%")).toEqual(["ticket_id", "operator", "amount"]);
  });

  test("a fallback is read with its variable", () => {
    expect(readTokens("%name|dear customer%")).toMatchObject([{ kind: "value", fallback: "dear customer" }]);
  });

  test("a section begins with if and finishes with end", () => {
    expect(kindsOf("%if city%in %city%%end%")).toEqual(["section", "value", "end"]);
  });
});

describe("a per cent sign that is only a per cent sign is text", () => {
  test.each([
    "20 % off and 30 % more",
    "20% off, then 30%",
    "Prix : 20 %, puis 10 %",
    "50%off%",
    "100%TVA%",
    "https://x.example/?q=%20name%20",
    "https://x.example/?q=%C3%A9t%C3%A9%20%AAtre%20",
    "?a=%de%20b",
    "% name %",
    "%name",
    "name%",
    "%",
    "%%",
    "%|x%",
    "width:50%;height:20%",
    "%a\nb%",
    "%<b>name</b>%",
  ])("%s", (text) => expect(readTokens(text)).toEqual([]));
});

describe("what is misspelt is found, with the name that was meant", () => {
  test.each([
    ["%nmae%", "%name%", "en"],
    ["%vile%", "%ville%", "fr"],
    ["%empreza%", "%empresa%", "es"],
    ["%ciitta%", "%città%", "it"],
    ["%if nombr%", "%if nombre%", "es"],
    ["%si nom%", "%if nom%", "fr"],
    ["%fin%", "%end%", "fr"],
    ["%endif%", "%end%", "en"],
    ["100%deudaa%", "%deuda%", "es"],
  ] as const)("%s → %s", (text, suggestion, language) => {
    const [token] = readTokens(text);
    expect(token?.kind).toBe("unknown");
    expect(token && suggestToken(token, language)).toBe(suggestion);
  });

  test("a word that is near to nothing is unknown, without a suggestion", () => {
    const [token] = readTokens("Hello %loyalty%");
    expect(token).toMatchObject({ kind: "unknown", start: 6, end: 15 });
    expect(token && suggestToken(token, "en")).toBeNull();
  });

  test("of two names as near, that of the text's own language is suggested", () => {
    const [token] = readTokens("%nomm%");
    expect(token && suggestToken(token, "fr")).toBe("%nom%");
    expect(token && suggestToken(token, "it")).toBe("%nome%");
  });
});

test("the preferred names of a language are all different words", () => {
  for (const language of languages) {
    const names = templateVariables.map((variable) => variable.names[language][0]);
    expect(new Set(names).size).toBe(names.length);
  }
});
