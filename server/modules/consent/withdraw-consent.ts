import type { ConsentSource, ConsentState } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { listCurrentRows } from "./current.queries.ts";
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
  await sayNo(
    ctx,
    typeIds.map((one) => ({ ...about, typeId: one })),
  );
  const rows = await listCurrentRows(ctx, [input.addressId]);
  return rows
    .filter((row) => typeIds.includes(row.typeId))
    .map((row) => ({ typeId: row.typeId, state: row.state, eventId: row.eventId }));
}
