import { type ConsentSource, type ConsentStatus, consentWithdrawn } from "../../../contracts/consent.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { publish } from "../../platform/events.ts";
import { newId } from "../../platform/ids.ts";
import { type AppendedEvent, appendEvents } from "./append-events.ts";
import { eventOfNo, statusOf } from "./consent-actions.rules.ts";
import { type CurrentRow, listCurrentRows } from "./current.queries.ts";
import { consentActorOf, type EventDraft } from "./event-record.ts";
import { readTime } from "./ledger.queries.ts";
import type { Evidence } from "./ledger-rows.rules.ts";
import { lockAddresses } from "./lock-addresses.ts";

export interface No {
  addressId: string;
  typeId: string;
  source: ConsentSource;
  occurredAt?: Date | undefined;
  language?: Language | undefined;
  wording?: { wordingId: string; hash: string } | undefined;
  evidence?: Evidence | undefined;
  messageId?: string | undefined;
  actor?: Actor | undefined;
  /** What the person pressed, where both fit: an expired consent can be refused as well as withdrawn. */
  wants?: "refuse" | "withdraw" | undefined;
}

export interface Lowered {
  events: AppendedEvent[];
  /** What the addresses had said before. */
  before: CurrentRow[];
}

/**
 * The one way in which a permission is lowered, whoever says it and by whatever channel. It is never queued and never
 * limited; what is a no already stays as it is, without a second event. When it has committed, no hand-over to this
 * address under this type is authorised any more.
 */
export async function sayNo(
  ctx: Context,
  noes: No[],
  // Telling costs a job each; what an import lowers by the thousand is found by claim and gate in any case.
  { isTold = true }: { isTold?: boolean } = {},
): Promise<Lowered> {
  if (noes.length === 0) return { events: [], before: [] };
  const addressIds = noes.map((no) => no.addressId);
  await lockAddresses(ctx, addressIds, "update");
  const [now, before] = await Promise.all([readTime(ctx), listCurrentRows(ctx, [...new Set(addressIds)])]);
  const statuses = new Map<string, ConsentStatus>(
    before.map((row) => [`${row.addressId} ${row.typeId}`, statusOf(row.state, row.validUntil, now)]),
  );
  const drafts = noes.flatMap((no) => {
    const key = `${no.addressId} ${no.typeId}`;
    const draft = draftOf(no, statuses.get(key) ?? "not-asked");
    if (draft) statuses.set(key, "refused");
    return draft ? [draft] : [];
  });
  // Told before they are written: from then on everybody who has something to say waits.
  if (isTold) for (const draft of drafts) await tell(ctx, draft);
  return { events: await appendEvents(ctx, drafts, before), before };
}

type Draft = EventDraft & { eventId: string; typeId: string };

function draftOf({ wants, ...no }: No, status: ConsentStatus): Draft | undefined {
  const kind = status === "expired" && wants === "refuse" ? "refused" : eventOfNo(status);
  return kind && { ...no, kind, eventId: newId() };
}

async function tell(ctx: Context, { addressId, typeId, eventId, actor = ctx.actor }: Draft): Promise<void> {
  const { orgId } = ctx;
  await publish(ctx, consentWithdrawn, { orgId, addressId, typeId, eventId, actor: consentActorOf(actor) });
}
