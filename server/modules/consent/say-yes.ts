import { type ConsentSource, consentGranted } from "../../../contracts/consent.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { newId } from "../../platform/ids.ts";
import { appendEvents } from "./append-events.ts";
import { eventOfYes, nextState, statusOf } from "./consent-actions.rules.ts";
import { type CurrentRow, listCurrentRows } from "./current.queries.ts";
import { consentActorOf, type EventDraft } from "./event-record.ts";
import { findHome } from "./law/law.queries.ts";
import { lawValidityDays } from "./law/law-validity.ts";
import type { Evidence } from "./ledger-rows.rules.ts";
import { lockAddresses } from "./lock-addresses.ts";
import { findTypeRow } from "./types.queries.ts";
import { validUntilOf } from "./validity.rules.ts";

export interface Yes {
  addressId: string;
  typeId: string;
  source: ConsentSource;
  occurredAt?: Date | undefined;
  language?: Language | undefined;
  wording?: { wordingId: string; hash: string } | undefined;
  evidence?: Evidence | undefined;
  messageId?: string | undefined;
  /** For a consent that ran out before it was entered here: it permits nothing. Else such a one is refused. */
  mayBeOver?: boolean;
}

/**
 * The one way in which a permission is raised. The validity is fixed now, with the days that the type has now (D7).
 * Staff cannot lift a no: refused here with its reason, and by the database whatever comes here.
 */
export async function sayYes(ctx: Context, yes: Yes): Promise<{ eventId: string; kind: "granted" | "extended" }> {
  const type = await getOpenType(ctx, yes.typeId);
  await lockAddresses(ctx, [yes.addressId], "update");
  const [home, rows] = await Promise.all([findHome(ctx), listCurrentRows(ctx, [yes.addressId])]);
  const { now, zone } = home;
  const before = rows.find((row) => row.typeId === yes.typeId);
  const status = before ? statusOf(before.state, before.validUntil, now) : "not-asked";
  const kind = eventOfYes(status);
  if (nextState(status, kind, consentActorOf(ctx.actor)) === undefined) throw refuse("consent.final-for-staff");
  const days = shorter(type.validityDays, await lawValidityDays(ctx, yes.addressId, home));
  const ends = validUntilOf(yes.occurredAt ?? now, days, zone);
  if (ends !== null && ends <= now && yes.mayBeOver !== true)
    throw refuse("consent.validity-over", { field: "givenOn" });
  const validUntil = before && status === "accepted" ? laterEnd(before.validUntil, ends) : ends;
  return { eventId: await append(ctx, { ...yes, kind, validUntil }, rows), kind };
}

async function getOpenType(ctx: Context, typeId: string) {
  const type = await findTypeRow(ctx, typeId);
  if (!type) throw refuse("consent.type-not-found", { field: "typeId" });
  if (type.isArchived) throw refuse("consent.type-archived", { field: "typeId" });
  return type;
}

async function append(ctx: Context, draft: EventDraft & { typeId: string }, current: CurrentRow[]): Promise<string> {
  const { addressId, typeId } = draft;
  const { orgId } = ctx;
  const eventId = newId();
  // Told before it is written: from then on everybody who has something to say waits.
  await publish(ctx, consentGranted, { orgId, addressId, typeId, eventId, actor: consentActorOf(ctx.actor) });
  await appendEvents(ctx, [{ ...draft, eventId }], current);
  return eventId;
}

/** The type's days, or fewer where the law of the person's country allows no more. */
function shorter(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** New evidence never makes a consent end earlier than it would have. */
function laterEnd(before: Date | null, after: Date | null): Date | null {
  return before === null || after === null ? null : new Date(Math.max(before.getTime(), after.getTime()));
}
