import { expect, test } from "vitest";
import type { PasswordFault, PasswordRule } from "../../../../contracts/identity.ts";
import { passwordFaultsOf } from "./password.rules.ts";

const context = { words: ["Boulangerie Lefèvre", "Ada Lovelace", "ada.lovelace@lefevre.example"] };

const cases: [PasswordRule, string, PasswordFault[]][] = [
  ["classes", "vK7#quietPond", []],
  ["classes", "Tr4verse-le-9-gué", []],
  ["classes", "vK7#quiet", ["too-short"]],
  ["classes", "vk7#quietpond", ["no-uppercase"]],
  ["classes", "VK7#QUIETPOND", ["no-lowercase"]],
  ["classes", "vKx#quietPond", ["no-digit"]],
  ["classes", "vK7xquietPond", ["no-special"]],
  ["classes", "short", ["too-short", "no-uppercase", "no-digit", "no-special", "too-common"]],
  ["classes", "Password123!", ["too-common"]],
  ["classes", "P@ssw0rd2024!", ["too-common"]],
  ["classes", "Azertyuiop123!", ["too-common"]],
  ["classes", "MotDePasse2024!", ["too-common"]],
  ["classes", "Contraseña123!", ["too-common"]],
  ["classes", "Primavera2025!", ["too-common"]],
  ["classes", "Aaaaaaaaaaa1!", ["too-common"]],
  ["classes", "vK7#Lovelace-x9", ["contains-context"]],
  ["classes", "vK7#L0ve1ace-x9", ["contains-context"]],
  ["classes", "vK7#lefevre-q9Z", ["contains-context"]],
  ["classes", "vK7#Placet-q9Zw", ["contains-context"]],
  ["passphrase", "correct horse battery staple", []],
  ["passphrase", "une péniche bleue sur le canal", []],
  ["passphrase", "vK7#quietPond", ["too-short"]],
  ["passphrase", "passwordpasswordpassword", ["too-common"]],
  ["passphrase", "motdepasse motdepasse", ["too-common"]],
  ["passphrase", "111111111111111111", ["too-common"]],
  ["passphrase", "the shop of ada lovelace", ["contains-context"]],
  ["passphrase", "x".repeat(1025), ["too-long"]],
];

for (const [rule, password, faults] of cases) {
  test(`the rule "${rule}" says [${faults.join(", ")}] of ${password.slice(0, 40)}`, () => {
    expect(passwordFaultsOf(password, rule, context)).toEqual(faults);
  });
}

test("a password of 128 characters is taken whole", () => {
  const long = Array.from({ length: 32 }, (_, index) => String.fromCharCode(97 + ((index * 7) % 26))).join("#K7");
  expect(passwordFaultsOf(long, "classes", context)).toEqual([]);
});
