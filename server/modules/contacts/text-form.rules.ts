// Characters that a reader cannot see but that change what a text is: they hide differences between two names, turn
// the reading direction of a whole page, or end a mail header. U+200C and U+200D stay: Persian and Indic names need them.
const invisible =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/gu;
const control = /\p{Cc}/gu;
const combiningMarks = /\p{M}+/gu;
// Letters that have no accent to take off.
const plainLetters: Readonly<Record<string, string>> = { œ: "oe", æ: "ae", ø: "o", ł: "l" };

/** One line of text, composed (NFC), without control or invisible characters, single spaces, nothing at the ends. */
export function tidyLine(text: string): string {
  return tidyCharacters(text).replace(/\s+/gu, " ").trim();
}

/** Like tidyLine, but line ends stay (as LF): for notes. */
export function tidyParagraphs(text: string): string {
  return text
    .replace(/\r\n?/gu, "\n")
    .split("\n")
    .map((line) => tidyCharacters(line).replace(/\s+$/u, ""))
    .join("\n")
    .trim();
}

function tidyCharacters(text: string): string {
  return text.toWellFormed().normalize("NFC").replaceAll("ŉ", "ʼn").replace(control, " ").replace(invisible, "");
}

/** Upper case that keeps accents and the German sharp s (its plain upper case would change the spelling to SS). */
export function toUpper(text: string): string {
  return text.replaceAll("ß", "ẞ").toUpperCase().normalize("NFC");
}

export function toLower(text: string): string {
  return text.replaceAll("İ", "i").toLowerCase().normalize("NFC");
}

/** The form in which texts are searched and compared: no accents, no case, single spaces. */
export function foldForSearch(text: string): string {
  const plain = tidyLine(text).normalize("NFD").replace(combiningMarks, "");
  // By way of the capitals, which fewer letters have: "ß", "ẞ" and "ss" are one, and so are "ı" and "i".
  const folded = toLower(toLower(plain).toUpperCase());
  return folded.replace(/[œæøł]/gu, (letter) => plainLetters[letter] ?? letter);
}
