/** A stretch of sanitised HTML that a person reads or a browser follows. Offsets are those of the whole HTML. */
export interface Zone {
  kind: "text" | "attribute";
  start: number;
  end: number;
  /** The attribute's name; empty for text. */
  attribute: string;
  /** Names of the open elements around it, outermost first. */
  elements: readonly string[];
}

const tagPattern = /<(\/?)([a-z][a-z0-9]*)/iy;
const attributePattern = /\s+([a-z][a-z0-9-]*)(?:="([^"]*)")?/iy;
const tagEndPattern = /\s*\/?>/y;
const deepestNesting = 200;
const voidElements = new Set(["br", "hr", "img", "col", "wbr"]);

/** Expects what the sanitiser wrote: quoted attributes, no comments, and `<` only where a tag begins. */
export function listZones(html: string): Zone[] {
  const zones: Zone[] = [];
  let elements: readonly string[] = [];
  let at = 0;
  while (at < html.length) {
    const opening = html.indexOf("<", at);
    const textEnd = opening < 0 ? html.length : opening;
    if (textEnd > at) {
      zones.push({ kind: "text", start: at, end: textEnd, attribute: "", elements });
    }
    const tag = opening < 0 ? undefined : readTag(html, opening, elements);
    zones.push(...(tag?.attributes ?? []));
    elements = tag?.elements ?? elements;
    at = tag?.end ?? textEnd + 1;
  }
  return zones;
}

interface Tag {
  end: number;
  attributes: Zone[];
  elements: readonly string[];
}

function readTag(html: string, start: number, elements: readonly string[]): Tag | undefined {
  tagPattern.lastIndex = start;
  const match = tagPattern.exec(html);
  const name = match?.[2]?.toLowerCase();
  if (!match || name === undefined) {
    return undefined;
  }
  const attributes: Zone[] = [];
  let end = tagPattern.lastIndex;
  for (;;) {
    attributePattern.lastIndex = end;
    const attribute = attributePattern.exec(html);
    if (!attribute) {
      break;
    }
    end = attributePattern.lastIndex;
    const value = attribute[2] ?? "";
    const valueEnd = end - 1;
    attributes.push({
      kind: "attribute",
      start: valueEnd - value.length,
      end: valueEnd,
      attribute: (attribute[1] ?? "").toLowerCase(),
      elements,
    });
  }
  tagEndPattern.lastIndex = end;
  tagEndPattern.exec(html);
  return {
    end: Math.max(end, tagEndPattern.lastIndex),
    attributes: attributes.filter((zone) => zone.end > zone.start),
    elements: match[1] === "/" ? closeElement(elements, name) : openElement(elements, name),
  };
}

function openElement(elements: readonly string[], name: string): readonly string[] {
  return voidElements.has(name) || elements.length >= deepestNesting ? elements : [...elements, name];
}

function closeElement(elements: readonly string[], name: string): readonly string[] {
  const index = elements.lastIndexOf(name);
  return index < 0 ? elements : elements.slice(0, index);
}
