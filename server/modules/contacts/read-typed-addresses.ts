import type { AddressInput } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { phrase } from "../../platform/phrases.ts";
import { getOrganisation } from "../identity/index.ts";
import { parseEmailAddress } from "./email-address.rules.ts";
import { parsePhone } from "./phone-number.rules.ts";
import type { AddressToRegister } from "./register-contacts.ts";
import { tidyLine } from "./text-form.rules.ts";

/** What people typed, as addresses; the first that is none is refused with its reason, at its field. */
export async function readTypedAddresses(
  ctx: Context,
  inputs: AddressInput[],
  fieldOf: (index: number) => string,
): Promise<AddressToRegister[]> {
  const { defaultCountry } = await getOrganisation(ctx);
  const addresses = new Map<string, AddressToRegister>();
  for (const [index, input] of inputs.entries()) {
    const parsed =
      input.kind === "email" ? parseEmailAddress(input.typed) : parsePhone(input.typed, { country: defaultCountry });
    if (!parsed.ok) throw refuseAddress(ctx, { kind: input.kind, problem: parsed.problem, field: fieldOf(index) });
    const key = `${input.kind}:${parsed.value}`;
    const address = { kind: input.kind, value: parsed.value, typed: input.typed.trim(), label: tidyLine(input.label) };
    if (!addresses.has(key)) addresses.set(key, address);
  }
  return [...addresses.values()];
}

function refuseAddress(ctx: Context, wrong: { kind: "email" | "phone"; problem: string; field: string }) {
  const message = phrase(ctx.language, `contacts:problems.${wrong.kind}.${wrong.problem}`);
  const code = wrong.kind === "email" ? "contacts.invalid-email" : "contacts.invalid-phone";
  return refuse(code, { field: wrong.field, issues: [{ field: wrong.field, message }] });
}
