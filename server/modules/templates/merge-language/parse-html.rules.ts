import type { Language } from "../../../../contracts/languages.ts";
import { type MergeToken, readTokens } from "../../../../contracts/merge-syntax.ts";
import type { Position } from "./escape.rules.ts";
import { listZones, type Zone } from "./html-zones.rules.ts";
import { buildProgram, type FaultCode, mostTokens, type ParsedText, type PlacedToken } from "./program.rules.ts";

const addressAttributes = new Set(["href", "src"]);
const wordAttributes = new Set(["alt", "title"]);
/** Scheme and site are written out, so that no value and no fallback can choose where an address leads. */
const wholeSitePattern = /^\s*(?:https?:\/\/[^\s/?#%\\@]+[/?#]|mailto:|tel:)/i;

/** `html` comes from the sanitiser. */
export function parseHtml(html: string, language: Language): ParsedText {
  const placed: PlacedToken[] = [];
  for (const zone of listZones(html)) {
    if (placed.length <= mostTokens) {
      placed.push(...placeTokens(html, zone));
    }
  }
  return buildProgram(html, placed, language);
}

function placeTokens(html: string, zone: Zone): PlacedToken[] {
  const text = html.slice(zone.start, zone.end);
  const tokens = readTokens(text).slice(0, mostTokens + 1);
  const first = tokens[0];
  if (!first) {
    return [];
  }
  const frame = zone.kind === "text" ? zone.elements.join(">") : `@${zone.start}`;
  const startsWithSite = wholeSitePattern.test(text.slice(0, first.start));
  const startsWithLink = isLinkAtStart(first);
  return tokens.flatMap((token) => {
    const place = placeOf(zone, token, { siteIsWritten: startsWithSite || (startsWithLink && token !== first) });
    const moved = { ...token, start: token.start + zone.start, end: token.end + zone.start };
    return place ? [{ token: moved, frame, ...place }] : [];
  });
}

interface Surroundings {
  siteIsWritten: boolean;
}

interface Place {
  position: Position;
  fault: FaultCode | null;
}

/** Undefined where a per cent sign is only a per cent sign, as in a style. */
function placeOf(zone: Zone, token: MergeToken, surroundings: Surroundings): Place | undefined {
  if (zone.kind === "text") {
    return { position: "html-text", fault: null };
  }
  if (addressAttributes.has(zone.attribute)) {
    return placeInAddress(token, surroundings);
  }
  if (wordAttributes.has(zone.attribute)) {
    return { position: "attribute", fault: null };
  }
  return token.kind === "unknown" ? undefined : { position: "attribute", fault: "variable-not-here" };
}

function placeInAddress(token: MergeToken, { siteIsWritten }: Surroundings): Place {
  if (siteIsWritten || token.kind === "unknown") {
    return { position: "url", fault: null };
  }
  if (isLinkAtStart(token)) {
    return { position: "link", fault: token.fallback === null ? null : "fallback-on-link" };
  }
  return { position: "url", fault: "variable-in-site-address" };
}

function isLinkAtStart(token: MergeToken): token is Extract<MergeToken, { kind: "value" }> {
  return token.kind === "value" && token.variable.holds === "link" && token.start === 0;
}
