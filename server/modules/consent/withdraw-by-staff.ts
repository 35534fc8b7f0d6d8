import type { WithdrawInput } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { isKnownAddress } from "./is-known-address.ts";
import { withdrawConsent } from "./withdraw-consent.ts";

/** Staff note that the person said no. Final for staff: the screen says so before. */
export async function withdrawByStaff(ctx: Context, input: WithdrawInput & { addressId: string }) {
  const { addressId, typeId, source, note } = input;
  if (!(await isKnownAddress(ctx, addressId))) throw refuse("consent.address-not-found");
  const [withdrawal] = await withdrawConsent(ctx, { addressId, typeId, source, evidence: { note } });
  if (!withdrawal) throw new Error("a withdrawal without a state");
  await recordAudit(ctx, {
    action: "consent.withdrawal-recorded",
    subjectKind: "address",
    subjectId: addressId,
    details: { typeId, source, eventId: withdrawal.eventId },
  });
  return { typeId, status: withdrawal.state, eventId: withdrawal.eventId };
}
