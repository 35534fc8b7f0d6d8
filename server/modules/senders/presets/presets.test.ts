import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { languages } from "../../../../contracts/languages.ts";
import { smtpPresetSchema } from "../../../../contracts/senders.ts";
import { guides } from "./guides.ts";
import { findPreset, guessPreset, presets } from "./presets.ts";

const asked = [
  "1&1",
  "Aol",
  "Bouygues",
  "Free",
  "Gandi",
  "Gmail",
  "GMX",
  "Ionos",
  "La Poste",
  "Microsoft 365",
  "Hotmail Live",
  "Monaco Telecom",
  "Numericable",
  "Noos",
  "Orange",
  "Outlook",
  "Msn",
  "OVH",
  "SFR",
  "Cegetel",
  "Club Internet",
  "Neuf",
  "Wanadoo",
  "Yahoo",
];

describe("presets", () => {
  test("all 24 providers of the list are there, under their names", () => {
    expect(asked).toHaveLength(24);
    expect(presets.map((preset) => preset.name)).toEqual(expect.arrayContaining(asked));
  });

  test("every preset has the shape that the API promises, and its own id", () => {
    for (const preset of presets) expect(smtpPresetSchema.parse(preset)).toEqual(preset);
    expect(new Set(presets.map((preset) => preset.presetId)).size).toBe(presets.length);
  });

  test("no preset sends a password over a clear connection", () => {
    const choices = presets.flatMap((preset) => [preset, ...preset.otherPorts]);
    expect(choices.filter((choice) => choice.encryption === "none")).toEqual([]);
    expect(choices.filter((choice) => choice.port === 465 && choice.encryption !== "tls")).toEqual([]);
    expect(choices.filter((choice) => choice.port === 587 && choice.encryption !== "starttls")).toEqual([]);
  });

  test("a host is missing only where it is said to be not verified", () => {
    expect(presets.filter((preset) => preset.host === null).map((preset) => preset.name)).toEqual(["Monaco Telecom"]);
    for (const preset of presets) {
      if (preset.host === null) expect(preset.certainty).toBe("not-verified");
      expect(preset.source).not.toBe("");
    }
  });

  test.each(languages)("every guide has all of its steps in %s", (language) => {
    const file = path.resolve(import.meta.dirname, `../../../../i18n/${language}/senders.json`);
    const phrases = JSON.parse(readFileSync(file, "utf8")) as { guide: Record<string, Record<string, string>> };
    for (const [guide, { steps, hasNote }] of Object.entries(guides)) {
      const wanted = Array.from({ length: steps }, (_, index) => `step-${index + 1}`);
      const keys = hasNote ? [...wanted, "note"] : wanted;
      expect(Object.keys(phrases.guide[guide] ?? {}).sort(), guide).toEqual(keys.sort());
    }
  });
});

describe("the provider of an address", () => {
  test.each([
    ["jean.martin@gmail.com", "gmail"],
    ["Jean.Martin@GMAIL.com ", "gmail"],
    ["a@wanadoo.fr", "wanadoo"],
    ["a@hotmail.fr", "hotmail-live"],
    ["a@msn.com", "msn"],
    ["a@neuf.fr", "neuf"],
    ["a@libero.it", "libero"],
  ])("of %s is guessed", (address, presetId) => {
    expect(guessPreset(address)?.presetId).toBe(presetId);
  });

  test("is not guessed for a domain of the organisation's own", () => {
    expect(guessPreset("contact@chauffage-martin.example")).toBeUndefined();
    expect(guessPreset("someone@notgmail.com")).toBeUndefined();
  });

  test("an unknown or absent preset is simply none", () => {
    expect(findPreset(null)).toBeUndefined();
    expect(findPreset("nowhere")).toBeUndefined();
  });
});
