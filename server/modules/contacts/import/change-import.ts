import type { ChangeImportInput, ContactImport, ImportColumn } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { queueJob } from "../../../platform/queue.ts";
import { isKnownCountry } from "../phone-number.rules.ts";
import { getImport } from "./get-import.ts";
import { checkImportJob, readImportJob } from "./import.jobs.ts";
import { type ImportFileRow, updateImport } from "./imports.queries.ts";
import { takeImportFile } from "./take-import-file.ts";

const changeable = new Set(["ready", "checking", "checked", "failed"]);

/**
 * Says who these people are and how the file is read. Another encoding or separator reads the file anew; anything else
 * works out anew what each row would do.
 */
export async function changeImport(ctx: Context, importId: string, input: ChangeImportInput): Promise<ContactImport> {
  const file = await takeImportFile(ctx, importId);
  if (!changeable.has(file.state)) throw refuse("contacts.import-wrong-state");
  const { columns, ...settings } = input;
  const changed = Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as typeof settings;
  if (changed.country !== undefined && !isKnownCountry(changed.country))
    throw refuse("contacts.unknown-country", { field: "country" });
  const step = { orgId: ctx.orgId, importId, revision: file.revision + 1 };
  if (needsReading(file, changed)) {
    await updateImport(ctx, importId, {
      ...changed,
      state: "reading",
      columns: [],
      failureCode: null,
      failureLine: null,
      isNewRevision: true,
    });
    await queueJob(ctx, readImportJob, step);
    return getImport(ctx, importId);
  }
  const mapped = columns ? applyColumns(file.columns, columns) : file.columns;
  refuseUnclear({ ...file, ...changed } as ImportFileRow, mapped);
  await updateImport(ctx, importId, { ...changed, columns: mapped, state: "checking", isNewRevision: true });
  await queueJob(ctx, checkImportJob, step);
  return getImport(ctx, importId);
}

function needsReading(file: ImportFileRow, changed: ChangeImportInput): boolean {
  const isOther =
    (changed.encoding ?? file.encoding) !== file.encoding || (changed.separator ?? file.separator) !== file.separator;
  return isOther || file.state === "failed";
}

function applyColumns(
  known: ImportColumn[],
  given: Pick<ImportColumn, "column" | "field" | "group">[],
): ImportColumn[] {
  const byColumn = new Map(given.map((column) => [column.column, column]));
  return known.map((column) => ({ ...column, ...byColumn.get(column.column) }));
}

const telling = new Set(["last-name", "first-name", "full-name", "company", "email", "phone"]);

function refuseUnclear(file: ImportFileRow, columns: ImportColumn[]): void {
  if (file.people !== "clients" && file.source.trim() === "")
    throw refuse("contacts.import-needs-source", { field: "source" });
  if (!columns.some((column) => telling.has(column.field)))
    throw refuse("contacts.import-needs-column", { field: "columns" });
  const isList = file.people === "list";
  if (isList && !columns.some((column) => column.field === "email" || column.field === "phone")) {
    throw refuse("contacts.import-needs-column", { field: "columns" });
  }
}
