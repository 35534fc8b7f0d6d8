import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayName, formCity, formFirstName, formLastName, splitFullName } from "./name-form.rules.ts";
import { foldForSearch, tidyLine, tidyParagraphs } from "./text-form.rules.ts";

describe("names are put into form (X74, X75)", () => {
  test.each([
    ["julien", "Julien"],
    ["ÉLODIE", "Élodie"],
    ["jean-pierre", "Jean-Pierre"],
    ["JEAN PIERRE", "Jean Pierre"],
    ["anne‑sophie", "Anne‑Sophie"],
    ["maría de los ángeles", "María de los Ángeles"],
    ["DE LA CRUZ", "De la Cruz"],
    ["d'artagnan", "D'Artagnan"],
    ["sinéad o’connor", "Sinéad O’Connor"],
    ["j.-p.", "J.-P."],
    ["DeShawn", "DeShawn"],
    ["dESHAWN", "Deshawn"],
    ["  ana \t maria ", "Ana Maria"],
    ["ελένη", "Ελένη"],
    ["李", "李"],
    ["", ""],
  ])("first name %s becomes %s", (typed, formed) => expect(formFirstName(typed)).toBe(formed));

  test.each([
    ["dupont", "DUPONT"],
    ["de la tour", "DE LA TOUR"],
    ["lévêque", "LÉVÊQUE"],
    ["Groß", "GROẞ"],
    ["o'brien", "O'BRIEN"],
    ["nuñez  garcía", "NUÑEZ GARCÍA"],
  ])("surname %s becomes %s", (typed, formed) => expect(formLastName(typed)).toBe(formed));

  test("the city is in capitals", () => expect(formCity("saint-étienne")).toBe("SAINT-ÉTIENNE"));

  test("a decomposed accent and a composed one give the same name", () => {
    expect(formFirstName("E\u0301LODIE")).toBe(formFirstName("ÉLODIE"));
  });

  test("a line end in a name cannot reach a mail header", () => {
    expect(formFirstName("Eve\r\nBcc: victim@example.com")).toBe("Eve Bcc: Victim@example.Com");
    expect(tidyLine("a\u0000b\u202ec\u2028d")).toBe("a bcd");
  });

  test("putting into form twice changes nothing more", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        for (const form of [formFirstName, formLastName, formCity, tidyLine, foldForSearch, tidyParagraphs]) {
          expect(form(form(typed))).toBe(form(typed));
        }
      }),
    );
  });
});

describe("one column with the whole name", () => {
  test.each([
    ["Julien DUPONT", "DUPONT", "Julien"],
    ["DUPONT Julien", "DUPONT", "Julien"],
    ["DE LA TOUR Anne-Marie", "DE LA TOUR", "Anne-Marie"],
    ["Dupont, Julien", "Dupont", "Julien"],
    ["Julien Dupont", "Dupont", "Julien"],
    ["Madonna", "Madonna", ""],
    ["", "", ""],
  ])("%s is surname %s, first name %s", (typed, lastName, firstName) => {
    expect(splitFullName(typed)).toEqual({ lastName, firstName });
  });
});

test("a contact is called by its name, else its company, else what reaches it", () => {
  expect(displayName({ lastName: "DUPONT", firstName: "Julien", company: "ACME" }, "x")).toBe("DUPONT Julien");
  expect(displayName({ lastName: "", firstName: "", company: "ACME" }, "x")).toBe("ACME");
  expect(displayName({ lastName: "", firstName: "", company: "" }, "a@b.fr")).toBe("a@b.fr");
});

test("search ignores accents and case", () =>
  expect(foldForSearch("  Ångström ŒUVRE Straße ØLÆ Łódź ")).toBe("angstrom oeuvre strasse olae lodz"));

test("a name with a sharp s is found as it was typed and as it is kept", () => {
  for (const wanted of ["Groß", formLastName("Groß"), "GROSS"]) expect(foldForSearch(wanted)).toBe("gross");
});
