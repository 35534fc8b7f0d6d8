import type { CallCheck, CallListItem } from "../../../../contracts/consent-calls.ts";
import type { LawNote } from "../../../../contracts/consent-law.ts";
import type { Context } from "../../../platform/context.ts";
import { phrase } from "../../../platform/phrases.ts";
import { renderForReading } from "../../contacts/index.ts";
import type { CallCheckRow } from "./calls.queries.ts";

type ShownCall = Omit<CallCheckRow, "isOpen">;

export function presentCallListItem(row: ShownCall): CallListItem {
  return {
    callCheckId: row.callCheckId,
    number: row.number,
    shownNumber: row.number === null ? row.maskedNumber : renderForReading(row.number),
    addressId: row.addressId,
    contact:
      row.contactId === null || row.displayName === null
        ? null
        : { contactId: row.contactId, displayName: row.displayName },
    purpose: row.purpose,
    typeId: row.typeId,
    answer: row.answer,
    ground: row.ground,
    refusal: row.refusal,
    holdsUntil: row.holdsUntil?.toISOString() ?? null,
    reason: row.reasonText,
    outcome: row.outcome,
    outcomeNote: row.outcomeNote,
    askedBy: row.operatorName ?? row.askedByName,
    askedAt: row.askedAt.toISOString(),
    openUntil: row.openUntil.toISOString(),
  };
}

export function presentCallCheck(ctx: Context, row: ShownCall, law: LawNote | null): CallCheck {
  return {
    ...presentCallListItem(row),
    law,
    text: textOf(ctx, row, law),
    dial: row.answer === "allowed" && row.number !== null ? `tel:${row.number}` : null,
  };
}

/** The answer in words. The law speaks for itself where it is what closes the way. */
function textOf(ctx: Context, row: ShownCall, law: LawNote | null): string {
  const say = (key: string, values?: Record<string, string>) =>
    phrase(ctx.language, `consent:calls.says.${key}`, values);
  if (row.answer === "allowed") return say(`allowed-${row.ground ?? "service"}`);
  if (law && row.answer === "refused") return say(`law-${law.cause}`, { law: law.lawName, country: law.country });
  if (row.answer === "needs-reason") return say(row.refusal === null ? "say-why" : reasonKey(row.refusal));
  return say(reasonKey(row.refusal ?? "consent.not-asked"));
}

const reasonKey = (refusal: string) => refusal.replace("consent.", "");
