import type { CallPurpose } from "../../../../contracts/consent-calls.ts";
import type { LawNote } from "../../../../contracts/consent-law.ts";
import type { ConsentSettings } from "../../../../contracts/consent-settings.ts";
import type { Context } from "../../../platform/context.ts";
import { appendEvents } from "../append-events.ts";
import { type Decision, decidePermissions } from "../decide-permissions.ts";
import { type KnownPlace, presentVerdict } from "../law/judge-requests.ts";
import { lockAddresses } from "../lock-addresses.ts";
import { answerCall, type CallAnswerFacts } from "./call-answer.rules.ts";
import { findGrantEnd } from "./grant-end.queries.ts";

export interface CallQuestion {
  callCheckId: string;
  addressId: string;
  contactId: string | null;
  purpose: CallPurpose;
  typeId: string | null;
  known: KnownPlace;
  settings: ConsentSettings;
  reason: { reasonId: string | null; text: string } | undefined;
}

export interface CallDecision extends CallAnswerFacts {
  typeId: string | null;
  law: LawNote | null;
  holdsUntil: Date | null;
  ledgerEventId: string | null;
}

/**
 * May this number be called now? The same rules as for messages, with the law of the number's country. A reason that stands
 * in for a consent is written into the ledger, as it is for a message.
 */
export async function decideCall(ctx: Context, question: CallQuestion): Promise<CallDecision> {
  const { addressId, contactId, purpose, reason, settings } = question;
  if (reason) await lockAddresses(ctx, [addressId], "share");
  const plain = {
    messageId: question.callCheckId,
    addressId,
    contactId,
    typeId: question.typeId,
    messageClass: purpose === "commercial" ? ("call" as const) : ("service" as const),
  };
  const basis = { kind: "stated-reason" as const, reasonId: null, text: "-" };
  const requests = [plain, { ...plain, basis }];
  // The consent's own state is a fact of class `call`, whatever the purpose.
  if (purpose === "service") requests.push({ ...plain, messageClass: "call" });
  const [asItIs, stated, ofCalls = asItIs] = await decidePermissions(ctx, requests, question.known);
  if (!(asItIs && stated && ofCalls)) throw new Error("a call without its decisions");
  const answer = answerCall({
    purpose,
    plain: asItIs.permission,
    withReason: stated.permission,
    prompt: settings.callPrompt,
    hasReason: reason !== undefined,
  });
  const { typeId } = ofCalls.facts;
  return {
    ...answer,
    typeId,
    law: answer.answer === "refused" && stated.verdict ? presentVerdict(stated.verdict) : null,
    holdsUntil: answer.answer === "allowed" ? await endOf(ctx, answer, ofCalls) : null,
    ledgerEventId: answer.ground === "stated-reason" ? await recordReason(ctx, question, typeId) : null,
  };
}

/** The consent's end or the end of the hours, whichever comes first. */
async function endOf(
  ctx: Context,
  answer: CallAnswerFacts,
  { request, facts, verdict }: Decision,
): Promise<Date | null> {
  const ends = [
    answer.ground === "consent" && facts.typeId !== null && Number.isFinite(facts.daysLeft)
      ? await findGrantEnd(ctx, { addressId: request.addressId, typeId: facts.typeId })
      : null,
    verdict?.limit === "open" ? verdict.changesAt : null,
  ].filter((end): end is Date => end !== null);
  return ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime())));
}

async function recordReason(ctx: Context, question: CallQuestion, typeId: string | null): Promise<string | null> {
  const { addressId, reason } = question;
  if (!reason || typeId === null) return null;
  await lockAddresses(ctx, [addressId], "share");
  const evidence = {
    reason: reason.text,
    reasonId: reason.reasonId ?? undefined,
    statedBy: ctx.actor.kind === "user" ? ctx.actor.name : undefined,
  };
  const [event] = await appendEvents(ctx, [{ addressId, typeId, kind: "overridden", source: "phone", evidence }]);
  return event?.eventId ?? null;
}
