import type { Readable } from "node:stream";
import type { ConsentImport } from "../../../../contracts/consent-exchange.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { queueJob } from "../../../platform/queue.ts";
import { recordAudit } from "../../audit/index.ts";
import { CsvUnreadable } from "../../contacts/index.ts";
import { getOrganisation } from "../../identity/index.ts";
import { getMainMailingType } from "../get-main-mailing-type.ts";
import { listTypes } from "../list-types.ts";
import { checkListJob } from "./exchange.jobs.ts";
import { deleteImport, insertImport, insertRows, updateImport } from "./exchange.queries.ts";
import { getConsentImport } from "./get-consent-import.ts";
import { openText } from "./open-text.ts";
import { type ListSettings, readList } from "./read-list.ts";

export interface ReceivedList {
  name: string;
  stream: Readable;
  /** True when the file was longer than the server takes. Known at the stream's end. */
  isCut: () => boolean;
}

type Run = <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;

/** Reads a list while it comes, a thousand rows at a time, and starts working out what it would do. */
export async function receiveList(run: Run, file: ReceivedList): Promise<ConsentImport> {
  const consentImportId = newId();
  const settings = await run(async (ctx) => {
    const { typeId } = await getMainMailingType(ctx);
    const createdBy = ctx.actor.kind === "person" ? "" : ctx.actor.name;
    const fileName = file.name.replace(/[^\p{L}\p{N} ._()-]/gu, "").slice(-200) || "list.csv";
    await insertImport(ctx, { consentImportId, fileName, defaultTypeId: typeId, createdBy, creator: ctx.actor });
    const { defaultCountry } = await getOrganisation(ctx);
    return { types: await listTypes(ctx, { withArchived: true }), country: defaultCountry };
  });
  try {
    await readRows(run, { consentImportId, file, ...settings });
    if (file.isCut()) throw refuse("common.too-large");
    return await run(async (ctx) => {
      await updateImport(ctx, consentImportId, { state: "checking" });
      await queueJob(ctx, checkListJob, { orgId: ctx.orgId, consentImportId });
      await recordAudit(ctx, {
        action: "consent.list-uploaded",
        subjectKind: "consent-import",
        subjectId: consentImportId,
      });
      return getConsentImport(ctx, consentImportId);
    });
  } catch (error) {
    await run((ctx) => deleteImport(ctx, consentImportId));
    if (!(error instanceof CsvUnreadable)) throw error;
    throw refuse("consent.list-unreadable", { field: "file", values: { line: error.line } });
  }
}

interface Reading extends ListSettings {
  consentImportId: string;
  file: ReceivedList;
}

async function readRows(run: Run, { consentImportId, file, ...settings }: Reading): Promise<void> {
  let totalRows = 0;
  for await (const { kind, columns, rows } of readList(await openText(file.stream), settings)) {
    totalRows += rows.length;
    await run(async (ctx) => {
      if (rows.length > 0) await insertRows(ctx, consentImportId, rows);
      await updateImport(ctx, consentImportId, { kind, columns, totalRows });
    });
  }
}
