import type { z } from "zod";
import type { CheckedContact, checkContactBody } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { getOrganisation } from "../identity/index.ts";
import { type HolderRow, listHolders } from "./addresses.queries.ts";
import { renderAddress } from "./contact-form.rules.ts";
import { parseEmailAddress } from "./email-address.rules.ts";
import { formCity, formFirstName, formLastName } from "./name-form.rules.ts";
import { parsePhone } from "./phone-number.rules.ts";

type CheckContactInput = z.infer<typeof checkContactBody>;

/** How the fields would be kept, what is wrong with the addresses, and who else has them (D19). Changes nothing. */
export async function checkContact(ctx: Context, input: CheckContactInput): Promise<CheckedContact> {
  const { defaultCountry } = await getOrganisation(ctx);
  const read = input.addresses.map(({ kind, typed }) => ({
    kind,
    parsed: kind === "email" ? parseEmailAddress(typed) : parsePhone(typed, { country: defaultCountry }),
  }));
  const holders: HolderRow[] = [];
  for (const kind of ["email", "phone"] as const) {
    const values = read.flatMap((one) => (one.kind === kind && one.parsed.ok ? [one.parsed.value] : []));
    if (values.length > 0) holders.push(...(await listHolders(ctx, kind, values)));
  }
  const others = holders.filter((holder) => holder.contactId !== input.contactId);
  return {
    lastName: formLastName(input.lastName),
    firstName: formFirstName(input.firstName),
    city: formCity(input.city),
    addresses: read.map(({ kind, parsed }) => present(kind, parsed, others)),
  };
}

type Parsed = { ok: true; value: string } | { ok: false; problem: string };

function present(kind: "email" | "phone", parsed: Parsed, holders: HolderRow[]): CheckedContact["addresses"][number] {
  if (!parsed.ok) return { value: null, shown: null, problem: parsed.problem, alsoWith: [] };
  const { value } = parsed;
  const alsoWith = holders
    .filter((holder) => holder.kind === kind && holder.value === value)
    .slice(0, 10)
    .map(({ contactId, displayName }) => ({ contactId, displayName }));
  return { value, shown: renderAddress({ kind, value }), problem: null, alsoWith };
}
