import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newId } from "../ids.ts";
import { packReturn, unpackReturn } from "./return-token.ts";

const newKey = () => randomBytes(32);
const [key, retired, foreign] = [newKey(), newKey(), newKey()];

describe("a return token", () => {
  test("gives its organisation and message back, and fits into the local part of an address", () => {
    for (let round = 0; round < 200; round++) {
      const subject = { orgId: newId(), messageId: newId() };
      const token = packReturn(key, subject);
      expect(token).toMatch(/^[a-z2-7]{64}$/);
      expect(unpackReturn([key], token)).toEqual(subject);
    }
  });

  test("is read in capitals too, and after the key was retired", () => {
    const subject = { orgId: newId(), messageId: newId() };
    expect(unpackReturn([key], packReturn(key, subject).toUpperCase())).toEqual(subject);
    expect(unpackReturn([key, retired], packReturn(retired, subject))).toEqual(subject);
  });

  test("is refused when another key made it, or any letter of it was changed", () => {
    const token = packReturn(key, { orgId: newId(), messageId: newId() });
    expect(unpackReturn([foreign], token)).toBeUndefined();
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "a" ? "c" : "a";
      expect(unpackReturn([key], token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
    for (const wrong of ["", "b", token.slice(1), `${token}a`, token.replace(/.$/, "!")])
      expect(unpackReturn([key], wrong)).toBeUndefined();
  });
});
