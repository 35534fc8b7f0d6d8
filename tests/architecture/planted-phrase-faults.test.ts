import { expect, test } from "vitest";
import { plant, plantLoss, soundTree } from "./planted-tree.ts";

const french = "i18n/fr/contacts.json";

function withFrench(change: (phrases: Record<string, unknown>) => unknown): string[] {
  return plant({ [french]: JSON.stringify(change(JSON.parse(soundTree[french] ?? ""))) });
}

test("the check finds a language that lacks a namespace", () => {
  expect(plantLoss("i18n/it/contacts.json")).toEqual(["phrase-language i18n/it/contacts.json"]);
});

test("the check finds a key that one language lacks or has alone", () => {
  expect(withFrench(({ title: _, ...rest }) => rest)).toEqual([`phrase-keys ${french}`]);
  expect(withFrench((phrases) => ({ ...phrases, extra: "De plus" }))).toEqual([`phrase-keys ${french}`]);
});

test("the check finds a plural form that is missing", () => {
  expect(withFrench(({ found_many: _, ...rest }) => rest)).toEqual([`phrase-plural ${french}`]);
});

test("the check finds variables that differ", () => {
  const renamed = { found_other: "{{nombre}} contacts", found_many: "{{nombre}} de contacts" };
  expect(withFrench((phrases) => ({ ...phrases, ...renamed }))).toEqual([`phrase-variables ${french}`]);
  expect(withFrench((phrases) => ({ ...phrases, found_one: "Un {{kind}}" }))).toEqual([`phrase-variables ${french}`]);
});

test("the check finds an empty text and one that is no text", () => {
  expect(withFrench((phrases) => ({ ...phrases, title: " " }))).toEqual([`phrase-empty ${french}`]);
  expect(withFrench((phrases) => ({ ...phrases, title: 3 }))).toEqual([`phrase-empty ${french}`]);
});

test("the check finds a sentence that was not translated", () => {
  const english = { "not-found": "This contact does not exist any more." };
  expect(withFrench((phrases) => ({ ...phrases, errors: english }))).toEqual([`phrase-untranslated ${french}`]);
});

test("the check finds a French mark that could begin a line", () => {
  for (const title of ["Pourquoi ?", "Le champ « nom »", "«\u00a0nom »"])
    expect(withFrench((phrases) => ({ ...phrases, title }))).toEqual([`phrase-marks ${french}`]);
  expect(withFrench((phrases) => ({ ...phrases, title: "Le champ «\u00a0nom\u00a0»\u00a0: mailto:" }))).toEqual([]);
});

test("the check finds a file that is no JSON, or of no language that we have", () => {
  expect(plant({ "i18n/fr/broken.json": "{" })).toContain("phrase-file i18n/fr/broken.json");
  expect(plant({ "i18n/de/contacts.json": "{}" })).toEqual(["phrase-file i18n/de/contacts.json"]);
});

test("the check finds an error code without a phrase", () => {
  const codes = `export const errorStatuses = { "contacts.not-found": 404, "contacts.taken": 409 };`;
  expect(plant({ "contracts/errors.ts": codes })).toEqual(["error-phrase contracts/errors.ts"]);
});

const page = "web/admin/contacts/planted-page.tsx";

function planted(body: string): string[] {
  return plant({
    [page]: `import { Trans, useTranslation } from "react-i18next";
export function Planted({ kind }: { kind: string }) { const { t } = useTranslation("contacts"); return ${body}; }`,
  });
}

const unknown = [
  `t("subtitle")`,
  `t("contacts:subtitle")`,
  `t("common:title")`,
  "t(`kinds.${kind}`)",
  `t("kinds." + kind)`,
  `<Trans t={t} i18nKey="subtitle" />`,
  `({ label: "contacts:navigation" })`,
];

test.each(unknown)("the check finds the unknown key of %s", (body) => {
  expect(planted(body)).toEqual([`phrase-use ${page}`]);
});

const known = [
  `t("title")`,
  `t("contacts:title")`,
  "t(`errors.${kind}`)",
  "t(kind)",
  `t("found", { count: 3 })`,
  "t(`${kind}.x`)",
];

test.each(known)("the check allows %s", (body) => {
  expect(planted(body)).toEqual([]);
});

test("the check finds an unknown key in the server", () => {
  const text = `export const title = (phrase: any) => phrase("fr", "contacts:subtitle");`;
  expect(plant({ "server/modules/contacts/x.ts": text })).toEqual(["phrase-use server/modules/contacts/x.ts"]);
});

function withExtraPhrase(phrase: object, page: string): string[] {
  const languages = ["en", "fr", "es", "it"].map((language) => `i18n/${language}/contacts.json`);
  const extended = languages.map((file) => [file, JSON.stringify({ ...JSON.parse(soundTree[file] ?? ""), ...phrase })]);
  return plant({ ...Object.fromEntries(extended), "web/admin/contacts/x.ts": page });
}

test("the check finds a phrase that nothing asks for", () => {
  const expected = ["phrase-unused i18n/en/contacts.json"];
  expect(withExtraPhrase({ kinds: { client: "Client" } }, "export {};")).toEqual(expected);
  expect(withExtraPhrase({ errors: { "not-found": "Perdu", old: "Alt" } }, "export {};")).toEqual(expected);
});

test("a phrase that a computed key could mean counts as used", () => {
  const phrase = { kinds: { client: "Client" } };
  expect(withExtraPhrase(phrase, "export const x = (t: any, kind: string) => t(`kinds.${kind}`);")).toEqual([]);
  expect(withExtraPhrase(phrase, `export const x = { label: "kinds.client" };`)).toEqual([]);
  expect(withExtraPhrase(phrase, "export const x = (t: any, group: string) => t(`${group}.client`);")).toEqual([]);
});
