import type { Context } from "../../platform/context.ts";
import { getType } from "./get-type.ts";
import { sayNo } from "./say-no.ts";
import type { WithdrawConsentInput } from "./withdraw-consent.ts";

/** The no of somebody who never said yes, or whose yes has expired. A consent in force is withdrawn by it. */
export async function refuseConsent(
  ctx: Context,
  input: WithdrawConsentInput & { typeId: string },
): Promise<{ eventId: string | null }> {
  await getType(ctx, input.typeId);
  const { events } = await sayNo(ctx, [{ ...input, wants: "refuse" }]);
  return { eventId: events[0]?.eventId ?? null };
}
