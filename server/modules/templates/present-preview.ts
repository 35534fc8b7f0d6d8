import type { Language } from "../../../contracts/languages.ts";
import { escapeHtml } from "../../http/html.ts";
import { sanitiseHtml } from "./sanitise-html.ts";

export interface PreviewInput {
  html: string;
  language: Language;
  /** Load pictures from elsewhere; their server then learns that somebody looked. */
  images: boolean;
}

export interface Preview {
  headers: Record<string, string>;
  body: string;
}

/**
 * A page that shows a message and can do nothing else: no scripts, no forms, no requests except pictures when asked
 * for, no origin. Sanitises again, since what was kept may be older than the rules. Show it in `<iframe sandbox>`.
 */
export function presentPreview({ html, language, images }: PreviewInput): Preview {
  const sources = images ? "https: http:" : "'none'";
  const policy = `default-src 'none'; img-src ${sources}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  return {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `sandbox; ${policy}; frame-ancestors 'self'`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
    body: [
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
      `<meta http-equiv="content-security-policy" content="${escapeHtml(policy)}">`,
      '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">',
      `<style>${pageStyle}</style></head><body>${sanitiseHtml(html)}</body></html>`,
    ].join(""),
  };
}

/** Mail programs show mail on white, whatever the colours of the machine. */
const pageStyle =
  "html{background:#fff;color:#1a1b1e;color-scheme:light}body{margin:16px;font:16px/1.5 Arial,Helvetica,sans-serif;" +
  "overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}";
