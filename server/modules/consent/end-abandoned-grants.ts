import type { Context } from "../../platform/context.ts";
import { appendEvents } from "./append-events.ts";
import { type Leaving, listAbandonedGrants } from "./current.queries.ts";
import { lockAddresses } from "./lock-addresses.ts";

/** D19: a consent ends with the last contact who had the address when it was given; a recycled number inherits nothing. */
export async function endAbandonedGrants(ctx: Context, leaving: Leaving[]): Promise<void> {
  if (leaving.length === 0) return;
  await lockAddresses(
    ctx,
    leaving.map((one) => one.addressId),
    "update",
  );
  const rows = await listAbandonedGrants(ctx, leaving);
  await appendEvents(
    ctx,
    rows.map(({ addressId, typeId }) => ({
      kind: "ended",
      addressId,
      typeId,
      source: "contact-gone",
      actor: { kind: "system", name: "consent" },
    })),
  );
}
