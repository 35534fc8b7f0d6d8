import type { z } from "zod";
import type { suggestionsSchema } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { suggestCityRows, suggestTagRows } from "./contacts.queries.ts";
import { endOfPrefix } from "./search-term.rules.ts";
import { foldForSearch } from "./text-form.rules.ts";

/** The tags or cities in use that begin so, the most used first. */
export async function suggestValues(
  ctx: Context,
  of: "tags" | "cities",
  beginning: string,
): Promise<z.infer<typeof suggestionsSchema>> {
  if (of === "tags") return { items: await suggestTagRows(ctx, beginning.trim()) };
  const from = foldForSearch(beginning);
  return { items: await suggestCityRows(ctx, { from, to: endOfPrefix(from) }) };
}
