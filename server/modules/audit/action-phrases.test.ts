import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");
const languages = ["en", "fr", "es", "it"];

/** Every action that the sources name in words; those that are put together are few and stand in the phrases all the same. */
function namedActions(): string[] {
  const files = globSync("server/modules/**/*.ts", { cwd: root, exclude: ["**/*.test.ts"] });
  const texts = files.map((file) => readFileSync(path.join(root, file), "utf8"));
  const found = texts
    .filter((text) => text.includes("recordAudit"))
    .flatMap((text) => [...text.matchAll(/\baction: "([a-z]+\.[a-z-]+)"/g)].map((match) => match[1] ?? ""));
  return [...new Set(found)].sort();
}

test("each deed that is written down has its words in every language", () => {
  const actions = namedActions();
  expect(actions.length).toBeGreaterThan(50);
  const missing = languages.flatMap((language) => {
    const phrases = JSON.parse(readFileSync(path.join(root, "i18n", language, "audit.json"), "utf8"));
    return actions.filter((action) => {
      const [module = "", deed = ""] = action.split(".");
      return typeof phrases.actions[module]?.[deed] !== "string";
    });
  });
  expect(missing).toEqual([]);
});
