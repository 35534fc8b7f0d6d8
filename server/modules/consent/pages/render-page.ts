import { type Language, languages } from "../../../../contracts/languages.ts";
import { type Html, html } from "../../../http/html.ts";
import { phrase } from "../../../platform/phrases.ts";

export type Say = (key: string, values?: Record<string, string | number>) => string;

export function sayIn(language: Language): Say {
  return (key, values) => phrase(language, `consent:page.${key}`, values);
}

export interface Frame {
  language: Language;
  title: string;
  /** Of the style sheet, so that a new one is fetched when it changes. */
  styleVersion: string;
  /** Path of this page, for the links to the other languages; none on the neutral page. */
  path?: string | undefined;
  organisation?: string | undefined;
  body: Html;
}

/** Works without script, names no third party, and may not be indexed or framed. */
export function renderPage(frame: Frame): string {
  const { language, title, body, organisation } = frame;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${organisation ? `${title} · ${organisation}` : title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/portal/portal.css?v=${frame.styleVersion}">
</head>
<body>
<header class="top">
<p class="who" translate="no">${organisation ?? ""}</p>
${frame.path === undefined ? "" : languageLinks(frame.path, language)}
</header>
<main>
${body}
</main>
</body>
</html>`.toString();
}

function languageLinks(path: string, current: Language): Html {
  const say = sayIn(current);
  return html`<nav class="languages" aria-label="${say("language")}">
${languages.map((language) =>
  language === current
    ? html`<span aria-current="true" lang="${language}">${nameOf(language)}</span>`
    : html`<a href="${path}?lang=${language}" hreflang="${language}" lang="${language}">${nameOf(language)}</a>`,
)}
</nav>`;
}

function nameOf(language: Language): string {
  return { en: "English", fr: "Français", es: "Español", it: "Italiano" }[language];
}
