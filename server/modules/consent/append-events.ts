import type { ConsentActor, ConsentState, LedgerEvent } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { listSubjects, type SubjectRow } from "./address-locks.queries.ts";
import { type CurrentChange, listCurrentRows, upsertCurrentRows } from "./current.queries.ts";
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
  readTime,
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
 * addresses. An event that the matrix does not have is a broken promise of the caller and throws. `tell` is called for one
 * after the other, and what it asks of the database is asked after they are written.
 */
export async function appendEvents(ctx: Context, drafts: EventDraft[], tell?: Tell): Promise<AppendedEvent[]> {
  const appended: AppendedEvent[] = [];
  for (let from = 0; from < drafts.length; from += mostEventsAtOnce) {
    appended.push(...(await appendGroup(ctx, drafts.slice(from, from + mostEventsAtOnce), tell)));
  }
  return appended;
}

type Tell = (event: AppendedEvent) => Promise<void>;

interface Group {
  ctx: Context;
  now: Date;
  head: ChainHead;
  subjects: Map<string, SubjectRow>;
  folds: Map<string, ConsentFold & { grantEventId: string | null }>;
  rows: LedgerRow[];
  details: EventDetailRow[];
  changed: Map<string, CurrentChange>;
}

async function appendGroup(ctx: Context, drafts: EventDraft[], tell?: Tell): Promise<AppendedEvent[]> {
  const group = await openGroup(ctx, [...new Set(drafts.map((draft) => draft.addressId))]);
  const appended = drafts.map((draft) => appendOne(group, draft));
  const grants = appended.filter((event) => isGrant(event.kind));
  // Said at once, done in this order: everybody who has something to say waits for the head meanwhile.
  await Promise.all([
    insertLedgerRows(ctx, group.rows),
    moveChainHead(ctx, group.head),
    insertEventDetails(ctx, group.details),
    grants.length > 0 ? insertGrantHolders(ctx, grants) : undefined,
    group.changed.size > 0 ? upsertCurrentRows(ctx, [...group.changed.values()]) : undefined,
    tell && tellOneByOne(appended, tell),
  ]);
  return appended;
}

async function tellOneByOne(events: AppendedEvent[], tell: Tell): Promise<void> {
  for (const event of events) await tell(event);
}

async function openGroup(ctx: Context, addressIds: string[]): Promise<Group> {
  // What the locks of the addresses protect is read before the head is asked for, which one at a time can have.
  const [found, current, head, now] = await Promise.all([
    listSubjects(ctx, addressIds),
    listCurrentRows(ctx, addressIds),
    lockChainHead(ctx),
    readTime(ctx),
  ]);
  if (!head) {
    await insertChainHead(ctx);
    return openGroup(ctx, addressIds);
  }
  const subjects = new Map(found.map((row) => [row.addressId, row]));
  const folds = new Map(current.map((row) => [`${row.addressId} ${row.typeId}`, foldOf(row)]));
  return { ctx, now, head, subjects, folds, rows: [], details: [], changed: new Map() };
}

function appendOne(group: Group, draft: EventDraft): AppendedEvent {
  const { addressId, typeId, kind } = draft;
  const subject = group.subjects.get(addressId);
  if (!subject) throw new Error("an address must be locked before its events");
  const before = group.folds.get(`${addressId} ${typeId}`) ?? { ...emptyFold, grantEventId: null };
  const actor = draft.actor ?? group.ctx.actor;
  const { record, detail } = makeEvent(draft, { subject, before, actor, now: group.now });
  const { eventId, stateAfter } = record;
  group.details.push(detail);
  if (typeId !== null && stateAfter !== null) {
    const grantEventId = isGrant(kind) ? eventId : before.grantEventId;
    const after = { ...foldEvent(before, record), state: stateAfter, eventId, grantEventId };
    group.folds.set(`${addressId} ${typeId}`, after);
    group.changed.set(`${addressId} ${typeId}`, { ...after, addressId, typeId });
  }
  return { eventId, seq: link(group, record), kind, addressId, typeId, actor: record.actor, stateAfter };
}

function link(group: Group, record: LedgerRecord): number {
  const seq = group.head.seq + 1;
  const place = { orgId: group.ctx.orgId, seq, previousHash: group.head.hash };
  const hash = hashRecord(place, record);
  group.rows.push({ ...recordOf.toRow(record), seq, prevHash: group.head.hash, hash });
  group.head = { seq, hash };
  return seq;
}
