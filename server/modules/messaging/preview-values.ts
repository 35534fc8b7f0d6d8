import type { Language } from "../../../contracts/languages.ts";
import { exampleValues, type MergeValues } from "../../../contracts/template-variables.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { getOrganisation } from "../identity/index.ts";
import { findContactValues } from "./contact-values.queries.ts";

/** Links are examples: a real one would let whoever looks answer in the person's name. */
export async function previewValues(ctx: Context, contactId: string | null, language: Language): Promise<MergeValues> {
  const examples = exampleValues(language);
  const { name } = await getOrganisation(ctx);
  const operator = "name" in ctx.actor ? ctx.actor.name : "";
  if (contactId === null) return { ...examples, sending_company: name };
  const values = await findContactValues(ctx, contactId);
  if (!values) throw refuse("messaging.recipient-not-found", { field: "contactId" });
  const { preferences_link, unsubscribe_link, consent_link, consent_type, consent_purpose } = examples;
  return {
    preferences_link,
    unsubscribe_link,
    consent_link,
    consent_type,
    consent_purpose,
    operator,
    sending_company: name,
    ...values,
  };
}
