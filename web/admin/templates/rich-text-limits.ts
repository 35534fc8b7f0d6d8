const elements: Readonly<Record<string, readonly string[]>> = {
  p: ["style"],
  h1: ["style"],
  h2: ["style"],
  h3: ["style"],
  blockquote: ["style"],
  ul: ["style"],
  ol: ["style", "start"],
  li: ["style"],
  a: ["href", "style"],
  img: ["src", "alt", "width", "height", "style"],
  strong: [],
  b: [],
  em: [],
  i: [],
  u: [],
  s: [],
  br: [],
  hr: [],
};

/** Whether the text view would show all of it: it drops what it does not know, and that must not happen unasked. */
export function fitsRichText(html: string): boolean {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.body.querySelectorAll("*")].every((element) => {
    const attributes = elements[element.localName];
    return attributes !== undefined && [...element.attributes].every(({ name }) => attributes.includes(name));
  });
}

/** Empty paragraphs have no height in mail programs, and browsers write colours in a way that some do not read. */
export function htmlForMail(html: string): string {
  if (html === "<p></p>") return "";
  return html
    .replaceAll("<p></p>", "<p><br></p>")
    .replace(
      /\brgb\((\d+), (\d+), (\d+)\)(?=[^<>]*>)/g,
      (_, ...parts: string[]) => `#${parts.slice(0, 3).map(toHex).join("")}`,
    );
}

function toHex(part: string): string {
  return Number(part).toString(16).padStart(2, "0");
}
