import { describe, expect, test } from "vitest";
import { withAlignment } from "./alignment.ts";
import { htmlForMail } from "./rich-text-limits.ts";

describe("alignment", () => {
  test("is one style among the others, and left needs none", () => {
    expect(withAlignment("color:red; text-align: right", "center")).toBe("color:red;text-align:center");
    expect(withAlignment("text-align:center", "left")).toBe("");
    expect(withAlignment("", "right")).toBe("text-align:right");
  });
});

describe("what the editor wrote becomes what mail programs read", () => {
  test("an empty paragraph keeps its line, and an empty text is empty", () => {
    expect(htmlForMail("<p>a</p><p></p>")).toBe("<p>a</p><p><br></p>");
    expect(htmlForMail("<p></p>")).toBe("");
  });

  test("colours are written as they were typed, and words are left alone", () => {
    expect(htmlForMail('<p style="color: rgb(29, 95, 74);">rgb(1, 2, 3)</p>')).toBe(
      '<p style="color: #1d5f4a;">rgb(1, 2, 3)</p>',
    );
  });
});
