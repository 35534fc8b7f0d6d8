import type { CallCheck, CallReasonInput } from "../../../../contracts/consent-calls.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { getSettings } from "../get-settings.ts";
import { findHome } from "../law/law.queries.ts";
import { findReasonRow } from "../settings.queries.ts";
import { answerColumns, knownPlace } from "./call-answer.rules.ts";
import { type CallCheckRow, findCallee, lockCallCheck, updateCallAnswer } from "./calls.queries.ts";
import { decideCall } from "./decide-call.ts";
import { presentCallCheck } from "./present-call-check.ts";

/** V19: says why, for this one call, and gets what to dial. The rules are asked anew: a no of this minute counts. */
export async function stateCallReason(
  ctx: Context,
  input: CallReasonInput & { callCheckId: string },
): Promise<CallCheck> {
  const row = await lockCallCheck(ctx, input.callCheckId);
  if (!row) throw refuse("consent.call-check-not-found");
  if (row.answer !== "needs-reason" || row.addressId === null) throw refuse("consent.call-needs-no-reason");
  if (!row.isOpen) throw refuse("consent.call-check-old");
  const { reasonId, text } = await readReason(ctx, input);
  const decision = await decideAgain(ctx, { row, addressId: row.addressId, reason: { reasonId, text } });
  const { callCheckId } = row;
  await updateCallAnswer(ctx, { callCheckId, ...answerColumns(decision), reasonId, reasonText: text });
  await recordAudit(ctx, {
    action: "consent.call-reason-stated",
    subjectKind: "call-check",
    subjectId: callCheckId,
    details: { addressId: row.addressId, reasonId, answer: decision.answer, eventId: decision.ledgerEventId },
  });
  const after = await lockCallCheck(ctx, callCheckId);
  return presentCallCheck(ctx, after ?? row, decision.law);
}

async function decideAgain(
  ctx: Context,
  {
    row,
    addressId,
    reason,
  }: { row: CallCheckRow; addressId: string; reason: { reasonId: string | null; text: string } },
) {
  const { callCheckId, contactId, purpose, typeId } = row;
  const callee = await findCallee(ctx, { number: null, addressId, contactId });
  // Erased or moved since: nobody is called any more.
  if (!callee) throw refuse("consent.address-external");
  const settings = await getSettings(ctx);
  const known = knownPlace(callee, await findHome(ctx));
  return decideCall(ctx, { callCheckId, addressId, contactId, purpose, typeId, known, settings, reason });
}

/** The words of the list count as they stand there; one's own words need no row. */
async function readReason(ctx: Context, { reasonId, text }: CallReasonInput) {
  if (reasonId === null) return { reasonId, text };
  const reason = await findReasonRow(ctx, reasonId);
  if (!reason || reason.isArchived) throw refuse("consent.reason-not-found", { field: "reasonId" });
  return { reasonId, text: reason.text };
}
