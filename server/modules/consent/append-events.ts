import type { ConsentActor, ConsentState, LedgerEvent } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { listSubjects, type SubjectRow } from "./address-locks.queries.ts";
import {
  type CurrentChange,
  type CurrentRow,
  insertCurrentRows,
  listCurrentRows,
  updateCurrentRows,
} from "./current.queries.ts";
import { type EventDraft, isGrant, makeEvent } from "./event-record.ts";
import {
  type ChainHead,
  type EventDetailRow,
  insertChainHead,
  insertEventDetails,
  insertGrantHolders,
  insertLedgerRows,
  type LedgerRow,
  lockChainHead,
  moveChainHead,
} from "./ledger.queries.ts";
import { type ConsentFold, emptyFold, foldEvent } from "./ledger-fold.rules.ts";
import { hashRecord } from "./ledger-hash.ts";
import type { LedgerRecord } from "./ledger-record.rules.ts";
import { foldOf, recordOf } from "./ledger-rows.rules.ts";

export interface AppendedEvent {
  eventId: string;
  seq: number;
  kind: LedgerEvent;
  addressId: string;
  typeId: string | null;
  actor: ConsentActor;
  stateAfter: ConsentState | null;
}

/** More would keep a withdrawal waiting at the head of the chain for too long. */
const mostEventsAtOnce = 500;

/**
 * Adds events to the ledger and writes their fold, in the caller's transaction. The caller holds the locks of the
 * addresses. An event that the matrix does not have is a broken promise of the caller and throws. Everybody who has something
 * to say waits from here to the commit: whatever else there is to do is done before.
 */
export async function appendEvents(
  ctx: Context,
  drafts: EventDraft[],
  /** What `listCurrentRows` answered under the locks, to who has asked it. */
  current?: CurrentRow[],
): Promise<AppendedEvent[]> {
  if (drafts.length <= mostEventsAtOnce) return appendGroup(ctx, drafts, current);
  const appended: AppendedEvent[] = [];
  for (let from = 0; from < drafts.length; from += mostEventsAtOnce) {
    appended.push(...(await appendGroup(ctx, drafts.slice(from, from + mostEventsAtOnce))));
  }
  return appended;
}

interface Group {
  ctx: Context;
  now: Date;
  head: ChainHead;
  subjects: Map<string, SubjectRow>;
  folds: Map<string, ConsentFold & { grantEventId: string | null }>;
  rows: LedgerRow[];
  details: EventDetailRow[];
  changed: Map<string, CurrentChange>;
  /** Addresses and types that have a state already. */
  held: ReadonlySet<string>;
}

async function appendGroup(ctx: Context, drafts: EventDraft[], known?: CurrentRow[]): Promise<AppendedEvent[]> {
  if (drafts.length === 0) return [];
  const group = await openGroup(ctx, [...new Set(drafts.map((draft) => draft.addressId))], known);
  const appended = drafts.map((draft) => appendOne(group, draft));
  const grants = appended.filter((event) => isGrant(event.kind));
  ctx.answerLater([
    insertLedgerRows(ctx, group.rows),
    moveChainHead(ctx, group.head),
    ...(group.details.length > 0 ? [insertEventDetails(ctx, group.details)] : []),
    ...(grants.length > 0 ? [insertGrantHolders(ctx, grants)] : []),
    ...writeStates(group),
  ]);
  return appended;
}

function writeStates({ ctx, changed, held }: Group): Promise<void>[] {
  const { known = [], fresh = [] } = Object.groupBy(changed, ([place]) => (held.has(place) ? "known" : "fresh"));
  const changeOf = ([, change]: [place: string, change: CurrentChange]) => change;
  return [
    ...(known.length > 0 ? [updateCurrentRows(ctx, known.map(changeOf))] : []),
    ...(fresh.length > 0 ? [insertCurrentRows(ctx, fresh.map(changeOf))] : []),
  ];
}

async function openGroup(ctx: Context, addressIds: string[], known?: CurrentRow[]): Promise<Group> {
  ctx.letGoEarly();
  // What the locks of the addresses protect is read before the head is asked for, which one at a time can have.
  const [found, current, head] = await Promise.all([
    listSubjects(ctx, addressIds),
    known ?? listCurrentRows(ctx, addressIds),
    lockChainHead(ctx),
  ]);
  if (!head) {
    await insertChainHead(ctx);
    return openGroup(ctx, addressIds, current);
  }
  const subjects = new Map(found.map((row) => [row.addressId, row]));
  const folds = new Map(current.map((row) => [`${row.addressId} ${row.typeId}`, foldOf(row)]));
  const held = new Set(folds.keys());
  return { ctx, now: head.now, head, subjects, folds, rows: [], details: [], changed: new Map(), held };
}

function appendOne(group: Group, draft: EventDraft): AppendedEvent {
  const { addressId, typeId, kind } = draft;
  const subject = group.subjects.get(addressId);
  if (!subject) throw new Error("an address must be locked before its events");
  const before = group.folds.get(`${addressId} ${typeId}`) ?? { ...emptyFold, grantEventId: null };
  const actor = draft.actor ?? group.ctx.actor;
  const { record, detail } = makeEvent(draft, { subject, before, actor, now: group.now });
  const { eventId, stateAfter } = record;
  if (saysAnything(detail)) group.details.push(detail);
  if (typeId !== null && stateAfter !== null) {
    const grantEventId = isGrant(kind) ? eventId : before.grantEventId;
    const after = { ...foldEvent(before, record), state: stateAfter, eventId, grantEventId };
    group.folds.set(`${addressId} ${typeId}`, after);
    group.changed.set(`${addressId} ${typeId}`, { ...after, addressId, typeId });
  }
  return { eventId, seq: link(group, record), kind, addressId, typeId, actor: record.actor, stateAfter };
}

function saysAnything({ actorName, wordingId, evidence }: EventDetailRow): boolean {
  return actorName !== null || wordingId !== null || evidence !== null;
}

function link(group: Group, record: LedgerRecord): number {
  const seq = group.head.seq + 1;
  const place = { orgId: group.ctx.orgId, seq, previousHash: group.head.hash };
  const hash = hashRecord(place, record);
  group.rows.push({ ...recordOf.toRow(record), seq, prevHash: group.head.hash, hash });
  group.head = { seq, hash };
  return seq;
}
