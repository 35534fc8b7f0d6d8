import { phrase } from "../../../platform/phrases.ts";
import { faint, heading, ink, type Print, timeOf } from "./evidence-print.ts";
import type { GroundedMessage } from "./make-evidence.ts";

/** What was written to the address: when, by whose leave, and the words. */
export function printMessages(print: Print): void {
  const { messages } = print.pack.evidence;
  if (!messages || messages.total === 0) return;
  const { pdf, say } = print;
  heading(print, say("messages"));
  if (messages.items.length < messages.total) {
    pdf.font("text").fontSize(8.5).fillColor(faint);
    pdf.text(say("newest", { shown: messages.items.length, total: messages.total }));
  }
  for (const message of messages.items) printMessage(print, message);
}

function printMessage(print: Print, message: GroundedMessage): void {
  const { pdf, pack } = print;
  const at = timeOf(pack, message.handedOverAt ?? message.endedAt ?? message.queuedAt);
  pdf.moveDown(0.45).font("bold").fontSize(9.5).fillColor(ink).text(`${at} · ${message.subject}`);
  pdf.font("text").fontSize(8.5).fillColor(faint);
  pdf.text([whatItWas(print, message), ...decisionOf(print, message)].join("\n"));
  const words = wordsOf(print, message);
  if (words !== "") pdf.fillColor(ink).text(words);
}

function whatItWas({ pack: { language }, say }: Print, message: GroundedMessage): string {
  const parts = [
    phrase(language, `messaging:states.${message.state}`),
    phrase(language, `messaging:classes.${message.messageClass}`),
    message.type?.title,
    message.sentFrom === null ? undefined : say("from", { sender: message.sentFrom }),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}

/** By what leave it left, or why it did not. */
function decisionOf({ pack: { language }, say }: Print, message: GroundedMessage): string[] {
  const { ground, ledgerSeq, statedReason, reason } = message;
  const leave = [
    ground === null ? undefined : `${say("ground")} ${phrase(language, `messaging:grounds.${ground}`)}`,
    ledgerSeq === null ? undefined : say("event-number", { seq: ledgerSeq }),
    statedReason === null ? undefined : `«${statedReason}»`,
  ].filter((part) => part !== undefined);
  const obstacle =
    reason === null ? [] : [`${say("held-back")} ${phrase(language, `messaging:reasons.${reason.replace(".", "-")}`)}`];
  return [...(leave.length === 0 ? [] : [leave.join(" · ")]), ...obstacle];
}

function wordsOf({ say }: Print, { copy, withheld }: GroundedMessage): string {
  if (copy) return copy.isCut ? `${copy.text} […]\n${say("cut", { hash: copy.sha256 })}` : copy.text;
  return withheld === "security" || withheld === "erased" ? say(`withheld-${withheld}`) : "";
}
