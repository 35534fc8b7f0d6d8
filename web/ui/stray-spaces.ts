type Where = "everywhere" | "at-the-ends";

// Besides \s: zero-width characters, which come along when a password is copied from a web page.
const space = "[\\s\\u200b\\u200c\\u200d\\u2060\\ufeff]";
const everywhere = new RegExp(space, "gu");
const atTheEnds = new RegExp(`^${space}+|${space}+$`, "gu");

export function countStraySpaces(text: string, where: Where): number {
  return text.length - removeSpaces(text, where).length;
}

export function removeSpaces(text: string, where: Where): string {
  return text.replace(where === "everywhere" ? everywhere : atTheEnds, "");
}

/** The text with every space made visible. */
export function showSpaces(text: string): string {
  return text.replace(everywhere, "␣");
}
