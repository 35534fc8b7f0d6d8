import type { AddressConsent } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { getAddressConsent } from "./get-address-consent.ts";
import { isKnownAddress } from "./is-known-address.ts";
import { suppressAddress } from "./suppress-address.ts";

export async function suppressByHand(
  ctx: Context,
  input: { addressId: string; note?: string | undefined },
): Promise<AddressConsent> {
  if (!(await isKnownAddress(ctx, input.addressId))) throw refuse("consent.address-not-found");
  await suppressAddress(ctx, { ...input, kind: "manual" });
  await recordAudit(ctx, {
    action: "consent.address-suppressed",
    subjectKind: "address",
    subjectId: input.addressId,
  });
  return getAddressConsent(ctx, input.addressId);
}
