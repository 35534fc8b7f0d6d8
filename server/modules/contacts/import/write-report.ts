import { Readable } from "node:stream";
import type { ImportRemark } from "../../../../contracts/contact-imports.ts";
import type { Language } from "../../../../contracts/languages.ts";
import type { Context } from "../../../platform/context.ts";
import { phrase } from "../../../platform/phrases.ts";
import { writeRecord } from "../csv/write-record.ts";
import { getImportFile } from "./get-import-file.ts";
import { listShownRows, type ShownRow } from "./import-rows.queries.ts";

type Run = <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;

const form = { separator: ",", lineEnd: "\r\n" } as const;

/** Every row of an import with what became of it, why, and its cells as they were in the file. */
export function writeReport(run: Run, importId: string, language: Language): Readable {
  return Readable.from(reportText(run, importId, language));
}

async function* reportText(run: Run, importId: string, language: Language): AsyncGenerator<string> {
  const file = await run((ctx) => getImportFile(ctx, importId));
  const own = ["line", "outcome", "remarks"].map((column) => phrase(language, `contacts:import.report.${column}`));
  yield `\ufeff${writeRecord([...own, ...file.columns.map((column) => column.header)], form)}`;
  const filter = { importId, revision: file.revision };
  for (let after = 0; ; ) {
    const from = after;
    const rows = await run((ctx) => listShownRows(ctx, filter, { after: from, limit: 500 }));
    if (rows.length === 0) return;
    yield rows.map((row) => writeRecord(cellsOf(row, language), form)).join("");
    after = rows.at(-1)?.line ?? from;
  }
}

function cellsOf(row: ShownRow, language: Language): string[] {
  const outcome = phrase(language, `contacts:import.outcomes.${row.outcome}`);
  return [
    String(row.line),
    outcome,
    row.remarks.map((remark) => sayRemark(remark, language)).join(" · "),
    ...row.cells,
  ];
}

function sayRemark({ code, value }: ImportRemark, language: Language): string {
  return phrase(language, `contacts:problems.${code}`, { value });
}
