import type { Context } from "../../../platform/context.ts";
import { recordAudit } from "../../audit/index.ts";
import { writeRecord } from "../../contacts/index.ts";
import type { Evidence } from "../ledger-rows.rules.ts";
import {
  type ConsentCursor,
  type CurrentConsentRow,
  listCurrentConsents,
  listPastEvents,
  type PastEventRow,
} from "./export.queries.ts";

export interface ConsentExport {
  what: "current" | "history";
  format: "csv" | "json";
}

type Cells = Record<string, string | number | null>;
const page = 2000;
const form = { separator: ",", lineEnd: "\r\n" } as const;

/** Current states in the columns that the import reads, or everything that happened; a page in memory at a time. */
export async function* exportConsents(ctx: Context, { what, format }: ConsentExport): AsyncGenerator<string> {
  await recordAudit(ctx, {
    action: "consent.consents-exported",
    subjectKind: "organisation",
    subjectId: ctx.orgId,
    details: { what, format },
  });
  const rows = what === "current" ? currentRows(ctx) : pastRows(ctx);
  const names = what === "current" ? currentColumns : pastColumns;
  if (format === "csv") {
    yield `\ufeff${writeRecord(names, form)}`;
    for await (const row of rows) {
      yield writeRecord(
        names.map((name) => String(row[name] ?? "")),
        form,
      );
    }
    return;
  }
  let separator = "[\n";
  for await (const row of rows) {
    yield separator + JSON.stringify(row);
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}

const currentColumns = [
  "address",
  "kind",
  "type",
  "title",
  "state",
  "date",
  "valid_until",
  "source",
  "evidence",
  "wording",
];

async function* currentRows(ctx: Context): AsyncGenerator<Cells> {
  let after: ConsentCursor | null = null;
  do {
    const rows: CurrentConsentRow[] = await listCurrentConsents(ctx, after, page);
    for (const row of rows) {
      yield {
        address: row.address,
        kind: row.kind,
        type: row.typeCode,
        title: row.typeTitle,
        state: row.status,
        date: row.since?.toISOString() ?? "",
        valid_until: row.validUntil?.toISOString() ?? "",
        source: row.source ?? "",
        evidence: proofOf(row.evidence) || row.wording || "",
        wording: row.wording ?? "",
      };
    }
    after = rows.at(-1) ?? null;
  } while (after !== null);
}

const pastColumns = [
  "event",
  "address",
  "kind",
  "type",
  "what",
  "by",
  "source",
  "date",
  "recorded",
  "valid_until",
  "evidence",
  "wording",
];

async function* pastRows(ctx: Context): AsyncGenerator<Cells> {
  let after: number | null = 0;
  while (after !== null) {
    const rows: PastEventRow[] = await listPastEvents(ctx, after, page);
    for (const row of rows) {
      yield {
        event: row.seq,
        address: row.address ?? "",
        kind: row.kind ?? "",
        type: row.typeCode ?? "",
        what: row.event,
        by: row.actor,
        source: row.source,
        date: row.occurredAt.toISOString(),
        recorded: row.recordedAt.toISOString(),
        valid_until: row.validUntil?.toISOString() ?? "",
        evidence: proofOf(row.evidence),
        wording: row.wording ?? "",
      };
    }
    after = rows.at(-1)?.seq ?? null;
  }
}

function proofOf(text: string | null): string {
  if (text === null) return "";
  const { document, reason, note, origin } = JSON.parse(text) as Evidence;
  return [document, reason, note, origin].filter((one) => one !== undefined && one !== "").join(" · ");
}
