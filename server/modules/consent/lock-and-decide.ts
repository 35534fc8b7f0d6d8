import type { RefusalReason } from "../../../contracts/consent.ts";
import type { GateAnswer, GateRequest, SendPermit } from "../../../contracts/send-permit.ts";
import type { Context } from "../../platform/context.ts";
import { appendEvents } from "./append-events.ts";
import { type Decision, decidePermissions } from "./decide-permissions.ts";
import type { EventDraft } from "./event-record.ts";
import { lockAddresses } from "./lock-addresses.ts";
import { waitOf } from "./permission-wait.rules.ts";

/**
 * THE gate. Inside the transaction that commits before the dot: locks the addresses, decides on what is committed now, and
 * writes the events of what it permits (a consent request begins, a reason was stated). Whoever withdraws waits for this
 * transaction, or this one waits for theirs and then refuses. Answers come in the order asked.
 */
export async function lockAndDecide(ctx: Context, requests: GateRequest[]): Promise<GateAnswer[]> {
  if (requests.length === 0) return [];
  const asks = requests.some((request) => request.messageClass === "consent-request");
  const addressIds = requests.map((request) => request.addressId);
  // Begun together: the decision is its own statement behind that of the lock, and sees what is committed when it is held.
  const [locked, decided] = await Promise.all([
    lockAddresses(ctx, addressIds, asks ? "update" : "share"),
    decidePermissions(ctx, requests),
  ]);
  const decisions = refuseSecondRequests(locked.areNew ? await decidePermissions(ctx, requests) : decided);
  const events = await recordUse(ctx, decisions);
  return decisions.map((decision) => answerOf(ctx, decision, events));
}

type MessageDecision = Decision & { refusal: RefusalReason | null };

/** Two requests to one address in one group would both see that nobody has asked yet. */
function refuseSecondRequests(decisions: Decision[]): MessageDecision[] {
  const asked = new Set<string>();
  return decisions.map((decision) => {
    const refusal = decision.permission.refusal ?? null;
    if (refusal !== null || decision.request.messageClass !== "consent-request") return { ...decision, refusal };
    const key = `${decision.request.addressId} ${decision.facts.typeId}`;
    if (asked.has(key)) return { ...decision, refusal: "consent.asked-too-often" };
    asked.add(key);
    return { ...decision, refusal: null };
  });
}

async function recordUse(ctx: Context, decisions: MessageDecision[]): Promise<Map<string, string>> {
  const drafts = decisions.flatMap((decision) => {
    const draft = draftOf(decision);
    return draft && decision.refusal === null ? [{ messageId: decision.request.messageId, draft }] : [];
  });
  if (drafts.length === 0) return new Map();
  const appended = await appendEvents(
    ctx,
    drafts.map(({ draft }) => draft),
  );
  return new Map(drafts.map(({ messageId }, index) => [messageId, appended[index]?.eventId ?? ""]));
}

function draftOf({ request, facts, permission, requestEventId }: MessageDecision): EventDraft | undefined {
  if (requestEventId !== undefined) return undefined;
  const { addressId, messageId, basis } = request;
  const about = { addressId, typeId: facts.typeId, messageId };
  if (permission.ground === "consent-request") return { ...about, kind: "requested", source: "request" };
  if (permission.ground !== "stated-reason" || basis?.kind !== "stated-reason") return undefined;
  const evidence = {
    reason: basis.text,
    reasonId: basis.reasonId ?? undefined,
    statedBy: basis.statedBy?.name,
  };
  return { ...about, kind: "overridden", source: "message", evidence };
}

function answerOf(ctx: Context, decision: MessageDecision, events: Map<string, string>): GateAnswer {
  const { request, facts, permission, refusal, requestEventId } = decision;
  const ownEventId = events.get(request.messageId) ?? requestEventId ?? null;
  if (refusal !== null || permission.ground === undefined) {
    return { messageId: request.messageId, refusal: refusal ?? "consent.not-asked", ...waitOf(decision) };
  }
  const consent = permission.ground === "consent" ? facts : undefined;
  const permit = {
    orgId: ctx.orgId,
    messageId: request.messageId,
    addressId: request.addressId,
    ground: permission.ground,
    eventId: consent ? consent.grantEventId : ownEventId,
    validUntil: consent?.validUntil ?? null,
  } as SendPermit;
  return { messageId: request.messageId, permit };
}
