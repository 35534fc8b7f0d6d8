import type { EvidenceForPrint } from "./make-evidence.ts";

export const ink = "#1a1b1e";
export const faint = "#5a5f66";

export interface Print {
  pdf: PDFKit.PDFDocument;
  pack: EvidenceForPrint;
  say: (key: string, values?: Record<string, string | number>) => string;
}

export function heading({ pdf }: Print, words: string): void {
  pdf.moveDown(0.8).font("bold").fontSize(12).fillColor(ink).text(words);
}

export function timeOf({ language, timeZone }: EvidenceForPrint, time: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone }).format(new Date(time));
}
