import type { ConsentSource } from "../../../../contracts/consent.ts";
import type { Context } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { recordAudit } from "../../audit/index.ts";
import { appendEvents } from "../append-events.ts";
import { applyImportRefusals } from "../apply-import-refusals.ts";
import { hashAddress } from "../forget-addresses.ts";
import { listTypes } from "../list-types.ts";
import { lockAddresses } from "../lock-addresses.ts";
import { sayNo } from "../say-no.ts";
import { insertErasedRefusals } from "../suppressions.queries.ts";
import { type DecidedRow, decideRows } from "./decide-rows.ts";
import {
  countTransitions,
  type ImportFile,
  listRowsToRun,
  type RowResult,
  updateImport,
  updateRows,
} from "./exchange.queries.ts";
import { findAddresses } from "./find-addresses.ts";
import { sourceOf } from "./read-row.rules.ts";
import { type ListJob, runListStep } from "./run-list-step.ts";

/** So many rows stay below the most events that go under one lock of the chain: a complaint says no to every type. */
const batches: Record<ImportFile["kind"], number> = { consents: 500, suppressions: 150 };

/** Writes what the preview has shown, decided once more under the locks: who said no meanwhile keeps it. */
export async function runList(platform: Platform, job: ListJob): Promise<void> {
  let after: number | undefined = 0;
  while (after !== undefined) after = await runSome(platform, job, after);
}

function runSome(platform: Platform, job: ListJob, after: number): Promise<number | undefined> {
  return runListStep(platform, job, {
    state: "running",
    work: async (ctx, file) => {
      const importId = file.consentImportId;
      const rows = await listRowsToRun(ctx, { importId, after, limit: batches[file.kind] });
      if (rows.length === 0) return finish(ctx, file);
      const addresses = [...(await findAddresses(ctx, rows)).values()];
      await lockAddresses(
        ctx,
        addresses.map((address) => address.addressId),
        "update",
      );
      const decided = await decideRows(ctx, file, rows);
      const events = new Map([...(await raise(ctx, file, decided)), ...(await lower(ctx, file, decided))]);
      await block(ctx, file, decided);
      await remember(ctx, decided);
      await updateRows(ctx, { importId, results: decided.map((one) => resultOf(one, events)), isDone: true });
      return rows.at(-1)?.line;
    },
  });
}

async function finish(ctx: Context, file: ImportFile): Promise<undefined> {
  const { consentImportId } = file;
  await updateImport(ctx, consentImportId, { state: "done" });
  const counts = await countTransitions(ctx, consentImportId);
  await recordAudit(ctx, {
    action: "consent.list-imported",
    subjectKind: "consent-import",
    subjectId: consentImportId,
    details: Object.fromEntries(
      counts.map(({ outcome, fromStatus, done }) => [`${outcome} ${fromStatus ?? ""}`.trim(), done]),
    ),
  });
}

const ofOutcome = (decided: DecidedRow[], outcome: DecidedRow["outcome"]) =>
  decided.flatMap((one) => (one.outcome === outcome && one.address ? [{ ...one, address: one.address }] : []));

/** Staff's word, with the day, the source and the evidence of its row (V18); never over a no. */
async function raise(ctx: Context, file: ImportFile, decided: DecidedRow[]): Promise<[number, string][]> {
  const rows = ofOutcome(decided, "raise");
  const events = await appendEvents(
    ctx,
    rows.map(({ row, address, typeId, occurredAt, validUntil }) => ({
      kind: "granted",
      addressId: address.addressId,
      typeId,
      occurredAt,
      validUntil,
      source: sourceOf(row.source),
      evidence: { document: row.evidence, origin: row.source, importId: file.consentImportId },
      actor: file.creator,
    })),
  );
  return rows.map(({ row }, index) => [row.line, events[index]?.eventId ?? ""]);
}

async function lower(ctx: Context, file: ImportFile, decided: DecidedRow[]): Promise<[number, string][]> {
  const rows = ofOutcome(decided, "lower").filter(({ row }) => row.wants === "no");
  const source: ConsentSource = "import";
  const { events } = await sayNo(
    ctx,
    rows.map(({ row, address, typeId, occurredAt }) => ({
      addressId: address.addressId,
      typeId,
      source,
      occurredAt: pastOnly(occurredAt, ctx.platform.clock.now()),
      evidence: evidenceOfNo(row, file),
      actor: file.creator,
    })),
    { isTold: false },
  );
  const eventOf = new Map(events.map((event) => [`${event.addressId} ${event.typeId}`, event.eventId]));
  return rows.map(({ row, address, typeId }) => [row.line, eventOf.get(`${address.addressId} ${typeId}`) ?? ""]);
}

function evidenceOfNo(row: DecidedRow["row"], file: ImportFile) {
  return {
    document: row.evidence === "" ? undefined : row.evidence,
    origin: row.source === "" ? file.fileName : row.source,
    importId: file.consentImportId,
  };
}

/** Lists of other tools: who left there gets no mailing here, a dead mailbox nothing, a complaint ends everything. */
async function block(ctx: Context, file: ImportFile, decided: DecidedRow[]): Promise<void> {
  const rows = [...ofOutcome(decided, "lower"), ...ofOutcome(decided, "block")];
  const items = rows.flatMap(({ row, address, occurredAt }) => {
    const reason = row.wants;
    if (reason !== "unsubscribed" && reason !== "bounced" && reason !== "complained") return [];
    const { addressId, contactId } = address;
    return [{ addressId, contactId, reason, date: occurredAt?.toISOString() ?? null }];
  });
  if (items.length > 0)
    await applyImportRefusals(ctx, { importId: file.consentImportId, source: file.fileName, items });
}

/** Nobody here has the address: a keyed hash waits for whoever registers it, and no address is kept. */
async function remember(ctx: Context, decided: DecidedRow[]): Promise<void> {
  const types = await listTypes(ctx, { withArchived: true });
  const mailing = types.filter((type) => type.allowsMass).map((type) => type.typeId);
  const marks = decided
    .filter((one) => one.outcome === "remember")
    .flatMap(({ row, typeId }) => {
      const hash = hashAddress(ctx, `${row.addressKind}:${row.addressValue}`);
      const marksOf = { no: [typeId], unsubscribed: mailing, bounced: ["hard-bounce"], complained: ["complaint"] };
      const wanted = row.wants === "yes" || row.wants === "nothing" ? [] : marksOf[row.wants];
      return wanted.map((mark) => ({ hash, mark }));
    });
  if (marks.length > 0) await insertErasedRefusals(ctx, marks);
}

function resultOf(decided: DecidedRow, events: Map<number, string>): RowResult {
  const { row, outcome, problem, address, fromStatus, toStatus } = decided;
  const eventId = events.get(row.line) || null;
  return { line: row.line, outcome, problem, addressId: address?.addressId ?? null, fromStatus, toStatus, eventId };
}

/** A date in the future is a mistake of the file: the no counts from now. */
function pastOnly(date: Date | undefined, now: Date): Date | undefined {
  return date !== undefined && date <= now ? date : undefined;
}
