import { randomBytes } from "node:crypto";
import type { ConsentActor, ConsentSource, ConsentState, LedgerEvent } from "../../../contracts/consent.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Actor } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import type { SubjectRow } from "./address-locks.queries.ts";
import { nextState, statusOf } from "./consent-actions.rules.ts";
import type { EventDetailRow } from "./ledger.queries.ts";
import type { ConsentFold } from "./ledger-fold.rules.ts";
import { commitTo } from "./ledger-hash.ts";
import { canonicalJson, type LedgerRecord } from "./ledger-record.rules.ts";
import type { Evidence } from "./ledger-rows.rules.ts";

export interface EventDraft {
  /** Where it was told already; else a new one. */
  eventId?: string | undefined;
  kind: LedgerEvent;
  addressId: string;
  /** Null for `suppressed`, `released` and `gap`. */
  typeId: string | null;
  source: ConsentSource;
  /** When it happened, if that was before now. */
  occurredAt?: Date | undefined;
  /** Of a grant; null: no end. */
  validUntil?: Date | null | undefined;
  language?: Language | undefined;
  wording?: { wordingId: string; hash: string } | undefined;
  evidence?: Evidence | undefined;
  messageId?: string | undefined;
  /** Instead of the context's actor, where the program acts on its own in somebody's transaction. */
  actor?: Actor | undefined;
}

export interface EventCircumstances {
  subject: SubjectRow;
  before: ConsentFold;
  actor: Actor;
  now: Date;
}

/** The hashed part of a new event and what lies beside it. Throws where the matrix has no such event. */
export function makeEvent(
  draft: EventDraft,
  { subject, before, actor, now }: EventCircumstances,
): { record: LedgerRecord; detail: EventDetailRow } {
  const eventId = draft.eventId ?? newId();
  const { actorName, ...who } = identify(actor, subject);
  const detail = { ...detailOf(draft), eventId, actorName };
  const record: LedgerRecord = {
    v: 1,
    eventId,
    kind: draft.kind,
    subject: subject.subjectId,
    commitment: commitmentOf(subject.salt, subject.text),
    type: draft.typeId,
    ...moveOn(before, draft, { actor: who.actor, now }),
    ...who,
    source: draft.source,
    occurredAt: (draft.occurredAt ?? now).toISOString(),
    recordedAt: now.toISOString(),
    language: draft.language ?? null,
    wordingHash: draft.wording?.hash ?? null,
    evidence: commitmentOf(detail.evidenceSalt, detail.evidence),
    messageId: draft.messageId ?? null,
  };
  return { record, detail };
}

export function isGrant(kind: LedgerEvent): boolean {
  return kind === "granted" || kind === "extended";
}

function commitmentOf(salt: string | null, text: string | null): string | null {
  return salt === null || text === null ? null : commitTo(salt, text);
}

function moveOn(
  before: ConsentFold,
  draft: EventDraft,
  by: { actor: ConsentActor; now: Date },
): { stateAfter: ConsentState | null; validUntil: string | null } {
  const ends = before.validUntil === null ? null : new Date(before.validUntil);
  const status = statusOf(before.state, ends, by.now);
  const next = nextState(status, draft.kind, by.actor);
  if (next === undefined) throw new Error(`${draft.kind} by ${by.actor} is impossible while ${status}`);
  if (next === "same") return { stateAfter: null, validUntil: null };
  if (isGrant(draft.kind)) return { stateAfter: next, validUntil: draft.validUntil?.toISOString() ?? null };
  return { stateAfter: next, validUntil: next === "accepted" ? before.validUntil : null };
}

function detailOf(draft: EventDraft): Omit<EventDetailRow, "eventId" | "actorName"> {
  const evidence = Object.values(draft.evidence ?? {}).some((value) => value !== undefined)
    ? canonicalJson(draft.evidence ?? {})
    : null;
  return {
    wordingId: draft.wording?.wordingId ?? null,
    evidence,
    evidenceSalt: evidence === null ? null : randomBytes(32).toString("hex"),
  };
}

interface Identity {
  actor: ConsentActor;
  actorRef: string | null;
  actorName: string | null;
}

/** Users and API keys are both staff: what one may not do, the other may not either. */
export function consentActorOf(actor: Actor): ConsentActor {
  return actor.kind === "user" || actor.kind === "api-key" ? "staff" : actor.kind;
}

function identify(by: Actor, subject: SubjectRow): Identity {
  const actor = consentActorOf(by);
  switch (by.kind) {
    case "user":
      return { actor, actorRef: by.userId, actorName: by.name };
    case "api-key":
      return { actor, actorRef: by.apiKeyId, actorName: by.name };
    case "person":
      if (by.addressId !== subject.addressId) throw new Error("a person answers for their own address only");
      return { actor, actorRef: subject.subjectId, actorName: null };
    case "system":
      return { actor, actorRef: by.name, actorName: null };
    case "operator":
      return { actor, actorRef: null, actorName: by.name };
    default:
      return by satisfies never;
  }
}
