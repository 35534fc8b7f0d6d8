import { expect, test } from "vitest";
import { readSearchTerm } from "./search-term.rules.ts";

test.each([
  ["", { kind: "everything" }],
  ["  ", { kind: "everything" }],
  ["*", { kind: "everything" }],
  ["Dupont", { kind: "begins", words: ["dupont"] }],
  ["ÉLODIE  Du", { kind: "begins", words: ["elodie", "du"] }],
  ["06 12 34", { kind: "begins", words: ["061234"] }],
  ["+33 (6)12", { kind: "begins", words: ["33612"] }],
  ["0033 6", { kind: "begins", words: ["336"] }],
  ["*pont", { kind: "anywhere", text: "pont", inNotes: false }],
  ["**réfé%_", { kind: "anywhere", text: "refe%_", inNotes: true }],
  ["//1042", { kind: "number", contactNumber: 1042 }],
  ["// 7", { kind: "number", contactNumber: 7 }],
  ["//7a", { kind: "begins", words: ["//7a"] }],
  [`//${"9".repeat(30)}`, { kind: "begins", words: ["9".repeat(30)] }],
])("%j is read as %j", (typed, expected) => expect(readSearchTerm(typed)).toEqual(expected));
