import sanitize from "sanitize-html";
import { refuse } from "../../platform/errors.ts";
import { cleanText } from "./merge-language/escape.rules.ts";

/** Deeper than any layout of a mail; beyond some thousands the parser itself takes seconds. */
const deepestNesting = 100;

/**
 * HTML as mail programs show it, and nothing that acts: no scripts, forms, frames, event handlers, style sheets or
 * addresses that run. What comes out has quoted attributes, balanced elements, and no comments. Refuses HTML that is
 * nested too deep.
 */
export function sanitiseHtml(html: string): string {
  let depth = 0;
  return sanitize(cleanText(html), {
    ...options,
    onOpenTag: () => {
      depth += 1;
      if (depth > deepestNesting) {
        throw refuse("templates.too-deep", { field: "html" });
      }
    },
    onCloseTag: () => {
      depth -= 1;
    },
  });
}

/** People type "www.example.com"; other addresses without a scheme lead nowhere from a mail. */
function completeAddress(address: string): string {
  const bare = address.trim();
  if (/^(?:[a-z][a-z0-9+.-]*:|#|%)/i.test(bare)) {
    return bare;
  }
  return /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:]|$)/i.test(bare) ? `https://${bare}` : "";
}

function completeLink(tagName: string, attribs: sanitize.Attributes): sanitize.Tag {
  const name = tagName === "img" ? "src" : "href";
  const { [name]: address, ...others } = attribs;
  const whole = completeAddress(address ?? "");
  return { tagName, attribs: whole === "" ? others : { ...attribs, [name]: whole } };
}

const text = ["a", "abbr", "b", "bdo", "br", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s"];
const moreText = ["small", "span", "strike", "strong", "sub", "sup", "u", "wbr"];
const blocks = [
  "address",
  "article",
  "blockquote",
  "center",
  "dd",
  "div",
  "dl",
  "dt",
  "figure",
  "figcaption",
  "footer",
];
const moreBlocks = [
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "header",
  "hr",
  "li",
  "main",
  "ol",
  "p",
  "pre",
  "section",
  "ul",
];
const tables = ["table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"];

/** No `url(…)`, no escapes, no functions that load or run: lengths, colours, names and font lists. */
const plainStyle =
  /^(?!.*(?:url|image|expression|import|element|src|attr|var|env)\s*\()[\p{L}\p{N}\s#.,%()'"!+*/-]{1,200}$/iu;
const styleProperties = [
  "background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width",
  "border-collapse border-color border-left border-left-color border-left-style border-left-width border-radius",
  "border-right border-right-color border-right-style border-right-width border-spacing border-style border-top",
  "border-top-color border-top-style border-top-width border-width box-sizing clear color direction display float",
  "font font-family font-size font-style font-variant font-weight height letter-spacing line-height list-style",
  "list-style-position list-style-type margin margin-bottom margin-left margin-right margin-top max-height max-width",
  "min-height min-width opacity overflow padding padding-bottom padding-left padding-right padding-top table-layout",
  "text-align text-decoration text-indent text-transform vertical-align white-space width word-break word-spacing",
  "word-wrap overflow-wrap",
].flatMap((line) => line.split(" "));

const options: sanitize.IOptions = {
  allowedTags: [...text, ...moreText, ...blocks, ...moreBlocks, ...tables, "img"],
  allowedAttributes: {
    "*": ["style", "align", "valign", "width", "height", "bgcolor", "dir", "lang", "title", "role"],
    a: ["href", "rel"],
    img: ["src", "alt", "border", "hspace", "vspace"],
    table: ["border", "cellpadding", "cellspacing"],
    td: ["colspan", "rowspan", "nowrap"],
    th: ["colspan", "rowspan", "scope", "nowrap"],
    col: ["span"],
    colgroup: ["span"],
    ol: ["start", "type", "reversed"],
    ul: ["type"],
    li: ["value"],
    font: ["color", "face", "size"],
  },
  allowedStyles: { "*": Object.fromEntries(styleProperties.map((property) => [property, [plainStyle]])) },
  allowedSchemes: ["http", "https", "mailto", "tel", "sms"],
  allowedSchemesByTag: { img: ["http", "https", "cid"] },
  allowedSchemesAppliedToAttributes: ["href", "src"],
  allowProtocolRelative: false,
  transformTags: { a: completeLink, img: completeLink },
  nonTextTags: [
    "script",
    "style",
    "title",
    "textarea",
    "option",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
  ].concat(["object", "select", "button", "xmp", "noembed", "noframes", "plaintext", "audio", "video"]),
};
