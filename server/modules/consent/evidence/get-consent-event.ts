import type { ConsentEvent } from "../../../../contracts/consent-evidence.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { listHistory } from "../list-history.ts";
import { findEventPlace } from "./evidence.queries.ts";

/** One event as the history shows it: wording, time, source, who. */
export async function getConsentEvent(ctx: Context, eventId: string): Promise<ConsentEvent> {
  const place = await findEventPlace(ctx, eventId);
  if (!place) throw refuse("consent.event-not-found");
  const { addressId, seq, hash, nextEventId, nextKind, nextAt } = place;
  const { items } = await listHistory(ctx, { addressId, cursor: String(seq + 1), limit: 1 });
  const [entry] = items;
  if (entry?.eventId !== eventId) throw new Error("an event that its address does not have");
  const followedBy =
    nextEventId === null || nextKind === null || nextAt === null
      ? null
      : { eventId: nextEventId, kind: nextKind, at: nextAt.toISOString() };
  return { ...entry, addressId, hash, followedBy };
}
