import type { ConsentSource, ConsentState } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { getType } from "./get-type.ts";
import type { Evidence } from "./ledger-rows.rules.ts";
import { listTypes } from "./list-types.ts";
import { sayNo } from "./say-no.ts";

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
  const { events, before } = await sayNo(
    ctx,
    typeIds.map((one) => ({ ...about, typeId: one })),
  );
  // Nothing is read again: everybody who has something to say waits until this is committed.
  const latest = new Map<string | null, Omit<Withdrawal, "typeId">>(before.map((row) => [row.typeId, row]));
  for (const event of events) {
    if (event.stateAfter !== null) latest.set(event.typeId, { state: event.stateAfter, eventId: event.eventId });
  }
  return typeIds.flatMap((one) => {
    const said = latest.get(one);
    return said ? [{ typeId: one, state: said.state, eventId: said.eventId }] : [];
  });
}
