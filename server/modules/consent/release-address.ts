import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { appendEvents } from "./append-events.ts";
import { lockAddresses } from "./lock-addresses.ts";
import { endSuppression, listSuppressionRows } from "./suppressions.queries.ts";

/** A mailbox that works again, or staff's own block. A complaint stays: it was the person who spoke. */
export async function releaseAddress(
  ctx: Context,
  input: { addressId: string; suppressionId: string; note?: string | undefined },
): Promise<void> {
  await lockAddresses(ctx, [input.addressId], "update");
  const rows = await listSuppressionRows(ctx, [input.addressId]);
  const row = rows.find((one) => one.suppressionId === input.suppressionId);
  if (!row) throw refuse("consent.suppression-not-found");
  if (row.kind === "complaint") throw refuse("consent.complaint-stays");
  await endSuppression(ctx, row.suppressionId);
  const { addressId, note } = input;
  await appendEvents(ctx, [{ addressId, typeId: null, kind: "released", source: "manual", evidence: { note } }]);
  await recordAudit(ctx, { action: "consent.address-released", subjectKind: "address", subjectId: addressId });
}
