import type { ConsentSource, ConsentState } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { getType } from "./get-type.ts";
import type { Evidence } from "./ledger-rows.rules.ts";
import { listTypes } from "./list-types.ts";
import { sayNoTo } from "./say-no.ts";

export interface WithdrawConsentInput {
  addressId: string;
  /** Null: from everything. */
  typeId: string | null;
  source: ConsentSource;
  evidence?: Evidence | undefined;
  messageId?: string | undefined;
  occurredAt?: Date | undefined;
}

export interface Withdrawal {
  typeId: string;
  state: ConsentState;
  /** The event that holds the no, from now or from before. */
  eventId: string | null;
}

/** Idempotent: the second time nothing is written and the answer is the same. */
export async function withdrawConsent(ctx: Context, input: WithdrawConsentInput): Promise<Withdrawal[]> {
  const { typeId, ...about } = input;
  const typeIds =
    typeId === null
      ? (await listTypes(ctx, { withArchived: true })).map((type) => type.typeId)
      : [(await getType(ctx, typeId)).typeId];
  const { events, before } = await sayNoTo(
    ctx,
    typeIds.map((one) => ({ ...about, typeId: one })),
  );
  // Nothing is read again: everybody who has something to say waits until this is committed.
  const states = new Map(before.map((row) => [row.typeId, row]));
  const changed = new Map(events.map((event) => [event.typeId, event]));
  return typeIds.flatMap((one) => {
    const state = changed.get(one)?.stateAfter ?? states.get(one)?.state;
    const eventId = changed.get(one)?.eventId ?? states.get(one)?.eventId ?? null;
    return state ? [{ typeId: one, state, eventId }] : [];
  });
}
