import type { Context } from "../../platform/context.ts";
import { ensureAddress } from "../contacts/index.ts";
import type { Recipient } from "../messaging/index.ts";

/** A user of the product, who need not be anybody's contact. */
export async function userRecipient(ctx: Context, user: { email: string; name: string }): Promise<Recipient> {
  const { addressId } = await ensureAddress(ctx, { kind: "email", value: user.email.toLowerCase() });
  return { contactId: null, addressId, address: user.email, name: user.name };
}
