import type { AddressKind } from "../../../contracts/contacts.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import { findFirstHolder } from "./addresses.queries.ts";

export interface AddressHolder {
  contactId: string;
  kind: AddressKind;
  value: string;
  language: Language | null;
}

/** The contact that has had this address for longest; undefined when nobody registered has it. */
export async function findAddressHolder(ctx: Context, addressId: string): Promise<AddressHolder | undefined> {
  return findFirstHolder(ctx, addressId);
}
