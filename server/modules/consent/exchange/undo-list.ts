import type { Platform } from "../../../platform/platform.ts";
import { recordAudit } from "../../audit/index.ts";
import { appendEvents } from "../append-events.ts";
import { listCurrentRows } from "../current.queries.ts";
import { lockAddresses } from "../lock-addresses.ts";
import { listRaisedRows, markUndone, updateImport } from "./exchange.queries.ts";
import { type ListJob, runListStep } from "./run-list-step.ts";

const batch = 400;

/**
 * Takes back what the list has raised, where nobody has answered since: these consents end, and their people count as not
 * asked. A no that came in stays: nobody but the person can lift it, and an undo is staff's hand.
 */
export async function undoList(platform: Platform, job: ListJob): Promise<void> {
  let after: number | undefined = 0;
  while (after !== undefined) after = await undoSome(platform, job, after);
}

function undoSome(platform: Platform, job: ListJob, after: number): Promise<number | undefined> {
  return runListStep(platform, job, {
    state: "undoing",
    work: async (ctx, { consentImportId: importId }) => {
      const rows = await listRaisedRows(ctx, { importId, after, limit: batch });
      if (rows.length === 0) {
        await updateImport(ctx, importId, { state: "undone" });
        await recordAudit(ctx, { action: "consent.list-undone", subjectKind: "consent-import", subjectId: importId });
        return undefined;
      }
      const addressIds = rows.map((row) => row.addressId);
      await lockAddresses(ctx, addressIds, "update");
      const standing = new Map(
        (await listCurrentRows(ctx, [...new Set(addressIds)]))
          .filter((row) => row.state === "accepted")
          .map((row) => [row.eventId, row]),
      );
      const taken = rows.flatMap((row) => {
        const current = standing.get(row.eventId);
        return current ? [{ line: row.line, current }] : [];
      });
      await appendEvents(
        ctx,
        taken.map(({ current: { addressId, typeId } }) => ({
          kind: "ended",
          addressId,
          typeId,
          source: "import",
          evidence: { importId, note: "undone" },
        })),
      );
      await markUndone(
        ctx,
        importId,
        taken.map(({ line }) => line),
      );
      return rows.at(-1)?.line;
    },
  });
}
