import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { listLatestWordings } from "./types.queries.ts";

/** What the person reads about a type now, in their language where the organisation has it, else in any. */
export async function getCurrentWording(
  ctx: Context,
  typeId: string,
  language: Language,
): Promise<{ title: string; text: string }> {
  const wordings = await listLatestWordings(ctx, typeId);
  const found = wordings.find((wording) => wording.language === language) ?? wordings[0];
  if (!found) throw refuse("consent.type-not-found", { field: "typeId" });
  return { title: found.title, text: found.text };
}
