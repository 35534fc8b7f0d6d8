import type { z } from "zod";
import type { ConsentType } from "../../../contracts/consent-settings.ts";
import type { importRowRefusal } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { listTypes } from "./list-types.ts";
import { type No, sayNo } from "./say-no.ts";
import { suppressAddresses } from "./suppress-addresses.ts";

type ImportRefusals = z.output<typeof importRowRefusal.payload>;

/**
 * What another tool knew (D10): an import may lower, never raise. Who unsubscribed there says no to every mailing here; who
 * complained says no to all; a dead mailbox is suppressed.
 */
export async function applyImportRefusals(ctx: Context, payload: ImportRefusals): Promise<void> {
  const types = await listTypes(ctx, { withArchived: true });
  const origin = payload.source;
  const suppressed = payload.items.filter((item) => item.reason !== "unsubscribed");
  await sayNo(
    ctx,
    payload.items
      .filter((item) => item.reason !== "bounced")
      .flatMap((item) => noesOf(item, types, { origin, importId: payload.importId }))
      .map((no) => ({ ...no, occurredAt: pastOnly(no.occurredAt, ctx.platform.clock.now()) })),
    { isTold: false },
  );
  await suppressAddresses(
    ctx,
    suppressed.map(({ addressId, reason }) => ({
      addressId,
      kind: reason === "bounced" ? "hard-bounce" : "complaint",
      note: origin,
    })),
  );
}

function noesOf(
  item: ImportRefusals["items"][number],
  types: ConsentType[],
  evidence: { origin: string; importId: string },
): No[] {
  return types
    .filter((type) => item.reason === "complained" || type.allowsMass)
    .map(({ typeId }) => ({
      addressId: item.addressId,
      typeId,
      source: "import",
      evidence,
      occurredAt: item.date === null ? undefined : new Date(item.date),
    }));
}

/** A date in the future is a mistake of the file: the no counts from now. */
function pastOnly(date: Date | undefined, now: Date): Date | undefined {
  return date !== undefined && date <= now ? date : undefined;
}
