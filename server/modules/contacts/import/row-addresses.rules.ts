import type { ImportDraft, ImportField, ImportRemark } from "../../../../contracts/contact-imports.ts";
import { parseEmailAddress } from "../email-address.rules.ts";
import { parsePhone } from "../phone-number.rules.ts";
import { readLabel } from "./cell-values.rules.ts";
import { meaningOf } from "./map-columns.rules.ts";
import type { CellsOfRow, DraftRules, UnusableAddress } from "./row-cells.rules.ts";

type DraftAddress = ImportDraft["addresses"][number];
type ReadOne = (typed: string) => { ok: true; value: string } | { ok: false; problem: string };

export interface ReadAddresses {
  addresses: DraftAddress[];
  unusable: UnusableAddress[];
  remarks: ImportRemark[];
}

interface AddressReader {
  kind: "email" | "phone";
  labelField: ImportField;
  read: ReadOne;
}

/** Every e-mail and phone of a row, each once. What is none is a remark and goes to `unusable`. */
export function readAddresses(row: CellsOfRow, rules: DraftRules): ReadAddresses {
  const reading = { country: rules.country, isInternationalWithoutPlus: rules.tool === "brevo" };
  const found: ReadAddresses = { addresses: [], unusable: [], remarks: [] };
  readKind(row, { kind: "email", labelField: "email-label", read: parseEmailAddress }, found);
  readKind(row, { kind: "phone", labelField: "phone-label", read: (typed) => parsePhone(typed, reading) }, found);
  return found;
}

function readKind(row: CellsOfRow, reader: AddressReader, found: ReadAddresses): void {
  const labels = new Map((row.values.get(reader.labelField) ?? []).map((cell) => [cell.group, readLabel(cell.value)]));
  for (const cell of row.values.get(reader.kind) ?? []) {
    const label = labels.get(cell.group) ?? meaningOf(cell.header).meaning.label ?? "";
    for (const typed of splitCell(cell.value, reader.read))
      readOne({ header: cell.header, typed, label }, reader, found);
  }
}

function readOne(given: UnusableAddress & { label: string }, reader: AddressReader, found: ReadAddresses): void {
  const { header, typed, label } = given;
  const parsed = reader.read(typed);
  if (parsed.ok) {
    addOnce(found.addresses, { kind: reader.kind, value: parsed.value, typed: typed.trim(), label });
  } else if (parsed.problem !== "empty") {
    found.remarks.push({ code: `${reader.kind}.${parsed.problem}`, value: typed.trim().slice(0, 200) });
    found.unusable.push({ header, typed });
  }
}

function addOnce(addresses: DraftAddress[], address: DraftAddress): void {
  const isKnown = addresses.some((known) => known.kind === address.kind && known.value === address.value);
  if (!isKnown) addresses.push(address);
}

// Google separates values by " ::: ". Commas, semicolons and slashes separate only when every part stands by itself.
function splitCell(cell: string, read: ReadOne): string[] {
  if (cell.includes(":::")) return cell.split(":::");
  const parts = cell.split(/[,;/]/u).filter((part) => part.trim() !== "");
  return parts.length > 1 && parts.every((part) => read(part).ok) ? parts : [cell];
}
