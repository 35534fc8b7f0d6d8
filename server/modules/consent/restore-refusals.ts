import { type SuppressionKind, suppressionKinds } from "../../../contracts/consent.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { listAddressTexts } from "./address-book.queries.ts";
import { hashAddress } from "./forget-addresses.ts";
import { sayNo } from "./say-no.ts";
import { suppressAddresses } from "./suppress-addresses.ts";
import { hasErasedRefusals, listErasedRefusals } from "./suppressions.queries.ts";

const actor: Actor = { kind: "system", name: "consent" };

/** An address that comes back after its erasure finds its no again. */
export async function restoreRefusals(ctx: Context, addressIds: string[]): Promise<void> {
  if (!(await hasErasedRefusals(ctx))) return;
  const texts = await listAddressTexts(ctx, addressIds);
  const byHash = new Map(texts.map(({ addressId, text }) => [hashAddress(ctx, text), addressId]));
  const found = await listErasedRefusals(ctx, [...byHash.keys()]);
  const marks = found.flatMap(({ hash, mark }) => {
    const addressId = byHash.get(hash);
    return addressId === undefined ? [] : [{ addressId, mark }];
  });
  await sayNo(
    ctx,
    marks
      .filter(({ mark }) => !isSuppression(mark))
      .map(({ addressId, mark }) => ({ addressId, typeId: mark, source: "contact-gone", actor })),
  );
  const suppressed = marks.flatMap(({ addressId, mark }) =>
    isSuppression(mark) ? [{ addressId, kind: mark, actor }] : [],
  );
  if (suppressed.length > 0) await suppressAddresses(ctx, suppressed);
}

function isSuppression(mark: string): mark is SuppressionKind {
  return (suppressionKinds as readonly string[]).includes(mark);
}
