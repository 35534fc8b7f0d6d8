import type { ExportRow } from "./export.queries.ts";
import type { Beside, EventLine } from "./ledger-export.rules.ts";
import { recordOf } from "./ledger-rows.rules.ts";

/** One event as a line of an export. The record is read from the columns, so that a changed column breaks its hash. */
export function eventLineOf(row: ExportRow): EventLine {
  const record = recordOf.fromRow({
    ...row,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    validUntil: row.validUntil?.toISOString() ?? null,
  }) as EventLine["record"];
  return { seq: row.seq, prev: row.prevHash, hash: row.hash, record, beside: besideOf(row) };
}

function besideOf(row: ExportRow): Beside | undefined {
  const beside: Beside = {
    address: salted(row.commitment === null ? null : row.salt, row.addressText),
    evidence: salted(row.evidenceSalt, row.evidence),
    wording: wordingOf(row),
    actorName: row.actorName ?? undefined,
  };
  return Object.values(beside).some((part) => part !== undefined) ? beside : undefined;
}

function salted(salt: string | null, text: string | null) {
  return salt === null || text === null ? undefined : { salt, text };
}

function wordingOf(row: ExportRow): Beside["wording"] {
  const { wordingLanguage, wordingVersion, wordingTitle, wordingText } = row;
  if (wordingLanguage === null || wordingVersion === null || wordingTitle === null || wordingText === null) {
    return undefined;
  }
  return { language: wordingLanguage, version: wordingVersion, title: wordingTitle, text: wordingText };
}
