import type { ImportDraft } from "../../../../contracts/contact-imports.ts";
import { meansYes, readDate, readRefusalWord } from "./cell-values.rules.ts";
import { type CellsOfRow, firstOf } from "./row-cells.rules.ts";

type Refusals = ImportDraft["refusals"];

/**
 * What the other tool knew of this person's no: at most one for e-mail and one for phone. There is no way to read a yes:
 * an import never raises.
 */
export function readRefusals(row: CellsOfRow): Refusals {
  const email = readEmailRefusal(row);
  const sms = meansYes(firstOf(row, "sms-unsubscribed"));
  return [
    ...(email ? [email] : []),
    ...(sms ? [{ kind: "phone" as const, reason: "unsubscribed" as const, date: null }] : []),
  ];
}

function readEmailRefusal(row: CellsOfRow): Refusals[number] | undefined {
  const unsubscribedAt = firstOf(row, "unsubscribed-at");
  const bouncedAt = firstOf(row, "bounced-at");
  const flags = row.values.get("unsubscribed") ?? [];
  const flag = flags.find((cell) => meansYes(cell.value))?.value;
  const word = readRefusalWord(firstOf(row, "status")) ?? (flag === undefined ? undefined : readRefusalWord(flag));
  if (word) return { kind: "email", reason: word, date: readDate(unsubscribedAt || bouncedAt) };
  if (unsubscribedAt !== "" || flag !== undefined) {
    return { kind: "email", reason: "unsubscribed", date: readDate(unsubscribedAt) ?? readDate(flag ?? "") };
  }
  return bouncedAt === "" ? undefined : { kind: "email", reason: "bounced", date: readDate(bouncedAt) };
}
