import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { appendEvents } from "../append-events.ts";
import { lockAddresses } from "../lock-addresses.ts";
import { confirmGap, listGapRows } from "./ledger-gaps.queries.ts";

/**
 * A person has seen what is missing and says that this is the installation to go on with. The ledger keeps that it was
 * so, as an event of its own: the checkpoints of the missing range stay a witness, and are no longer taken for a fraud.
 */
export async function confirmRestore(ctx: Context, input: { note: string }): Promise<{ gap: null }> {
  const open = (await listGapRows(ctx)).find((gap) => gap.confirmedAt === null);
  if (!open) throw refuse("consent.no-gap");
  const by = ctx.actor.kind === "person" ? "" : ctx.actor.name;
  // The ledger's own subject has the organisation's id: no address has that one.
  await lockAddresses(ctx, [ctx.orgId], "update");
  if (!(await confirmGap(ctx, open.gapId, by))) throw refuse("consent.no-gap");
  const { lostAfter, lostUpTo, lostHash } = open;
  await appendEvents(ctx, [
    {
      kind: "gap",
      addressId: ctx.orgId,
      typeId: null,
      source: "restore",
      evidence: { note: input.note, lostAfter, lostUpTo, lostHash },
    },
  ]);
  await recordAudit(ctx, {
    action: "consent.restore-confirmed",
    subjectKind: "organisation",
    subjectId: ctx.orgId,
    details: { lostAfter, lostUpTo, note: input.note },
  });
  return { gap: null };
}
