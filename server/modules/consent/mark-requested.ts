import type { RefusalReason } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { appendEvents } from "./append-events.ts";
import { decidePermissions } from "./decide-permissions.ts";
import { lockAddresses } from "./lock-addresses.ts";

/** For a request that left by a road of its own (paper, in person). Mails begin theirs at the gate, by `lockAndDecide`. */
export async function markRequested(
  ctx: Context,
  input: { addressId: string; contactId: string | null; typeId: string; messageId: string },
): Promise<{ eventId: string } | { refusal: RefusalReason }> {
  await lockAddresses(ctx, [input.addressId], "update");
  const [decision] = await decidePermissions(ctx, [{ ...input, messageClass: "consent-request" }]);
  if (!decision || decision.permission.refusal) {
    return { refusal: decision?.permission.refusal ?? "consent.type-does-not-allow" };
  }
  const { addressId, typeId, messageId } = input;
  const [event] = await appendEvents(ctx, [{ kind: "requested", addressId, typeId, messageId, source: "request" }]);
  return { eventId: event?.eventId ?? "" };
}
