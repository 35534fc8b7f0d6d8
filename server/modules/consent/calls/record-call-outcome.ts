import type { CallListItem, CallOutcomeInput } from "../../../../contracts/consent-calls.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { withdrawConsent } from "../withdraw-consent.ts";
import { type CallCheckRow, lockCallCheck, updateCallOutcome } from "./calls.queries.ts";
import { presentCallListItem } from "./present-call-check.ts";

/** What came of the call. Who asked not to be called again has said no, at once and for good (as far as staff go). */
export async function recordCallOutcome(
  ctx: Context,
  input: CallOutcomeInput & { callCheckId: string },
): Promise<CallListItem> {
  const row = await lockCallCheck(ctx, input.callCheckId);
  if (!row) throw refuse("consent.call-check-not-found");
  if (row.answer !== "allowed" && input.outcome !== "no-more-calls") throw refuse("consent.call-was-not-allowed");
  if (row.outcome === "no-more-calls" && input.outcome !== "no-more-calls") throw refuse("consent.final-for-staff");
  if (input.outcome === "no-more-calls") await noMoreCalls(ctx, row, input.note);
  const { callCheckId } = row;
  await updateCallOutcome(ctx, { callCheckId, outcome: input.outcome, note: input.note ?? null });
  await recordAudit(ctx, {
    action: "consent.call-outcome-recorded",
    subjectKind: "call-check",
    subjectId: callCheckId,
    details: { addressId: row.addressId, outcome: input.outcome },
  });
  return presentCallListItem((await lockCallCheck(ctx, callCheckId)) ?? row);
}

async function noMoreCalls(ctx: Context, { addressId, typeId }: CallCheckRow, note: string | undefined): Promise<void> {
  if (addressId === null || typeId === null) throw refuse("consent.address-external");
  await withdrawConsent(ctx, { addressId, typeId, source: "phone", evidence: { note } });
}
