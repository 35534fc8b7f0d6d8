import { createRequire } from "node:module";
import type { Language } from "../../../../contracts/languages.ts";
import { phrase } from "../../../platform/phrases.ts";
import type { EventLine } from "../ledger-export.rules.ts";
import { localDate, startOfLocalDate } from "../validity.rules.ts";
import type { RecordedType } from "./consent-records.rules.ts";
import { faint, heading, ink, type Print, timeOf } from "./evidence-print.ts";
import { keyFingerprint } from "./key-fingerprint.ts";
import type { EvidenceForPrint } from "./make-evidence.ts";
import { printMessages } from "./print-messages.ts";

const { resolve: resolveFont } = createRequire(import.meta.url);
const fonts = {
  text: resolveFont("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  bold: resolveFont("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
  mono: resolveFont("dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf"),
};
/** The same as the JSON, for people: one page for a normal case. In the organisation's language. */
export async function renderEvidencePdf(pack: EvidenceForPrint): Promise<Buffer> {
  const { evidence, language } = pack;
  const say: Print["say"] = (key, values) => phrase(language, `consent-evidence:pdf.${key}`, values);
  // Large, and seldom wanted: it is loaded by whoever wants it first.
  const { default: PDFDocument } = await import("pdfkit");
  const pdf = new PDFDocument({
    size: "A4",
    margins: { top: 48, bottom: 48, left: 52, right: 52 },
    lang: language,
    displayTitle: true,
    info: { Title: say("title"), Author: evidence.organisation, CreationDate: new Date(evidence.issuedAt) },
  });
  for (const [name, file] of Object.entries(fonts)) pdf.registerFont(name, file);
  const finished = collect(pdf);
  const print: Print = { pdf, pack, say };
  printHead(print);
  for (const type of pack.types) printType(print, type);
  printBlocks(print);
  printMessages(print);
  printProof(print);
  pdf.end();
  return finished;
}

function collect(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
}

function printHead({ pdf, pack, say }: Print): void {
  const { evidence } = pack;
  pdf.font("bold").fontSize(17).fillColor(ink).text(say("title"));
  pdf
    .moveDown(0.3)
    .font("text")
    .fontSize(9.5)
    .fillColor(faint)
    .text(say("intro", { organisation: evidence.organisation }));
  pdf.moveDown(0.6).fillColor(ink);
  fact({ pdf, pack, say }, say("address"), evidence.address ?? say("erased"));
  fact({ pdf, pack, say }, say("organisation"), evidence.organisation);
  fact({ pdf, pack, say }, say("made"), timeOf(pack, evidence.issuedAt));
}

function fact({ pdf }: Print, label: string, value: string): void {
  pdf.font("bold").fontSize(9.5).fillColor(ink).text(`${label}  `, { continued: true });
  pdf.font("text").text(value);
}

function printType(print: Print, type: RecordedType): void {
  const { pdf, pack, say } = print;
  heading(print, type.title);
  const status = phrase(pack.language, `consent:statuses.${type.status}`);
  const until = type.validUntil === null ? "" : ` · ${say("valid-until", { date: timeOf(pack, type.validUntil) })}`;
  pdf
    .font("text")
    .fontSize(9.5)
    .text(`${say("state-now")} ${status}${until}`);
  for (const event of pack.events.filter(({ record }) => record.type === type.typeId)) printEvent(print, event);
}

/** Blocks concern the address whatever the type. */
function printBlocks(print: Print): void {
  const blocks = print.pack.events.filter(({ record }) => record.type === null);
  if (blocks.length === 0) return;
  heading(print, print.say("blocks"));
  for (const event of blocks) printEvent(print, event);
}

function printEvent({ pdf, pack, say }: Print, { seq, record, beside }: EventLine): void {
  const word = (key: string) => phrase(pack.language, `consent:${key}`);
  pdf.moveDown(0.45).font("bold").fontSize(9.5).fillColor(ink);
  pdf.text(`${dayOrTimeOf(pack, record.occurredAt)} · ${word(`events.${record.kind}`)}`);
  const by = beside?.actorName
    ? `${word(`actors.${record.actor}`)} (${beside.actorName})`
    : word(`actors.${record.actor}`);
  const recorded =
    record.recordedAt.slice(0, 16) === record.occurredAt.slice(0, 16)
      ? []
      : [say("recorded", { date: timeOf(pack, record.recordedAt) })];
  const lines = [
    [`${by}, ${word(`sources.${record.source}`)}`, ...recorded, say("event-number", { seq })].join(" · "),
    ...evidenceLines(pack.language, beside?.evidence?.text),
  ];
  pdf.font("text").fontSize(8.5).fillColor(faint).text(lines.join("\n"));
  if (beside?.wording) {
    const { title, text, version } = beside.wording;
    pdf.fillColor(ink).text(`${say("wording", { version })} «${title}. ${text}»`, { indent: 0 });
  }
}

function evidenceLines(language: Language, text: string | undefined): string[] {
  if (text === undefined) return [];
  const { ip, userAgent, document, reason, note, origin } = JSON.parse(text) as Record<string, string | undefined>;
  const proof = [document, reason, note, origin].filter((one) => one !== undefined).join(" · ");
  const browser = [ip, userAgent].filter((one) => one !== undefined && one !== "").join(" · ");
  return [
    ...(proof === "" ? [] : [`${phrase(language, "consent-evidence:pdf.evidence")} ${proof}`]),
    ...(browser === "" ? [] : [`${phrase(language, "consent-evidence:pdf.browser")} ${browser}`]),
  ];
}

function printProof({ pdf, pack, say }: Print): void {
  const { evidence, seal } = pack;
  pdf.moveDown(0.9).font("bold").fontSize(12).fillColor(ink).text(say("proof"));
  const kept = evidence.chain.filter((path) => path.witness === "kept").map((path) => path.checkpoint.checkpoint);
  pdf.font("text").fontSize(8.5).fillColor(faint).text(say("proof-text"));
  const last = kept.at(-1);
  if (last) pdf.text(say("kept", { seq: last.seq, date: timeOf(pack, last.at) }));
  pdf.moveDown(0.3).font("mono").fontSize(7.5).fillColor(ink);
  pdf.text(`${say("head", { seq: seal.checkpoint.seq })} ${seal.checkpoint.hash}`);
  pdf.text(`${say("signature")} ${seal.signature}`);
  pdf.text(`${say("key")} ${keyFingerprint(evidence.publicKeyPem)}`);
  pdf.text(`${say("pack")} ${evidence.packId}`);
  pdf.moveDown(0.3).font("text").fontSize(8.5).fillColor(faint).text(say("how"));
}

/** What staff entered has a day and no time of day. */
function dayOrTimeOf(pack: EvidenceForPrint, time: string): string {
  const { language, timeZone } = pack;
  const moment = new Date(time);
  if (startOfLocalDate(localDate(moment, timeZone), timeZone).getTime() !== moment.getTime()) return timeOf(pack, time);
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone }).format(moment);
}
