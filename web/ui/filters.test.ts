import { expect, test } from "vitest";
import { clean, readFilters } from "./filters.ts";

test("only named filters are taken from an address, always as text", () => {
  const raw = {
    search: 12,
    kind: "client",
    tags: ["vip", 7],
    registered: true,
    evil: "x",
    cursor: { a: 1 },
    city: null,
  };
  expect(readFilters(raw, ["search", "kind", "tags", "registered", "cursor", "city"])).toEqual({
    search: "12",
    kind: "client",
    tags: ["vip", "7"],
    registered: "true",
  });
});

test("what is empty leaves the address", () => {
  expect(clean({ search: "", tags: [], kind: undefined, city: "Metz" })).toEqual({ city: "Metz" });
});
