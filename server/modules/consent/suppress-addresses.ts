import { addressSuppressed, type ConsentSource, type SuppressionKind } from "../../../contracts/consent.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { publish } from "../../platform/events.ts";
import { newId } from "../../platform/ids.ts";
import { appendEvents } from "./append-events.ts";
import { listTypes } from "./list-types.ts";
import { lockAddresses } from "./lock-addresses.ts";
import { sayNo } from "./say-no.ts";
import { insertSuppressions, listSuppressionRows } from "./suppressions.queries.ts";

export interface SuppressionInput {
  addressId: string;
  kind: SuppressionKind;
  note?: string | undefined;
  messageId?: string | undefined;
  actor?: Actor | undefined;
}

const sources: Record<SuppressionKind, ConsentSource> = {
  "hard-bounce": "bounce",
  "soft-bounce": "bounce",
  complaint: "complaint",
  manual: "manual",
};

/** Nothing but security mail (and to a dead address not even that) goes to it any more. A complaint is a no to all. */
export async function suppressAddresses(ctx: Context, inputs: SuppressionInput[]): Promise<void> {
  const addressIds = [...new Set(inputs.map((input) => input.addressId))];
  await lockAddresses(ctx, addressIds, "update");
  const known = new Set((await listSuppressionRows(ctx, addressIds)).map((row) => `${row.addressId} ${row.kind}`));
  const fresh = inputs.filter((input) => {
    const key = `${input.addressId} ${input.kind}`;
    return !known.has(key) && known.add(key);
  });
  if (fresh.length === 0) return;
  await insertSuppressions(
    ctx,
    fresh.map(({ addressId, kind, note }) => ({ suppressionId: newId(), addressId, kind, note: note ?? null })),
  );
  await appendEvents(
    ctx,
    fresh.map(({ note, kind, ...about }) => ({
      ...about,
      kind: "suppressed",
      typeId: null,
      source: sources[kind],
      evidence: { note },
    })),
  );
  await refuseAfterComplaint(ctx, fresh);
  for (const { addressId, kind } of fresh) await publish(ctx, addressSuppressed, { orgId: ctx.orgId, addressId, kind });
}

async function refuseAfterComplaint(ctx: Context, inputs: SuppressionInput[]): Promise<void> {
  const complaints = inputs.filter((input) => input.kind === "complaint");
  if (complaints.length === 0) return;
  const types = await listTypes(ctx, { withArchived: true });
  await sayNo(
    ctx,
    complaints.flatMap(({ addressId, messageId, actor }) =>
      types.map(({ typeId }) => ({ addressId, typeId, source: "complaint" as const, messageId, actor })),
    ),
  );
}
