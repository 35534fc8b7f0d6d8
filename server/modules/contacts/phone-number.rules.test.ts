import { describe, expect, test } from "vitest";
import { parsePhone, phoneSearchKeys, renderForReading, renderNational } from "./phone-number.rules.ts";

describe("phone numbers are kept as E.164 (D8)", () => {
  test.each([
    ["06 12 34 56 78", "FR", "+33612345678"],
    ["06.12.34.56.78", "FR", "+33612345678"],
    ["+33 (0)6 12 34 56 78", "ES", "+33612345678"],
    ["0033612345678", "IT", "+33612345678"],
    ["33612345678", "FR", "+33612345678"],
    ["'+33612345678", "FR", "+33612345678"],
    ["０６１２３４５６７８", "FR", "+33612345678"],
    ["\u202a+33 6 12 34 56 78\u202c", "FR", "+33612345678"],
    ["02 1234567", "IT", "+39021234567"],
    ["333 1234567", "IT", "+393331234567"],
    ["(11) 98765-4321", "BR", "+5511987654321"],
    ["011-1559876543", "AR", "+5491159876543"],
    ["011 15 5987-6543", "AR", "+5491159876543"],
    ["+54 9 11 5987 6543", "FR", "+5491159876543"],
    ["+33 1 23 45 67 89 ext 12", "FR", "+33123456789"],
  ])("%s in %s is %s", (typed, country, value) => {
    expect(parsePhone(typed, { country })).toEqual({ ok: true, value });
    expect(parsePhone(value, { country: "US" })).toEqual({ ok: true, value });
  });

  test("an export without the plus sign is read as international where the tool is known to write so", () => {
    const value = "+33612345678";
    expect(parsePhone("33612345678", { country: "IT", isInternationalWithoutPlus: true })).toEqual({ ok: true, value });
  });

  test.each([
    ["", "empty"],
    ["1.15988E+09", "spreadsheet-damaged"],
    ["1,15988E+09", "spreadsheet-damaged"],
    ["06 12 34 56 78 / 06 98 76 54 32", "several-numbers"],
    ["call me", "not-a-number"],
    ["12345", "no-such-number"],
    ["06 12 34", "no-such-number"],
  ])("%j is refused: %s", (typed, problem) => {
    expect(parsePhone(typed, { country: "FR" })).toEqual({ ok: false, problem });
  });

  test("the Argentine rule leaves out the 0 and the 15 (I23)", () => {
    expect(renderNational("+5491159876543")).toBe("1159876543");
    expect(renderNational("+541159876543")).toBe("1159876543");
  });

  test("elsewhere the trunk prefix is left out, and the Italian zero stays", () => {
    expect(renderNational("+33612345678")).toBe("612345678");
    expect(renderNational("+39021234567")).toBe("021234567");
  });

  test("a number is read with its country and found by every way to dial it", () => {
    expect(renderForReading("+33612345678")).toBe("+33 6 12 34 56 78");
    expect(phoneSearchKeys("+33612345678")).toEqual(["33612345678", "0612345678", "612345678"]);
  });
});
