import type { SaveWordingInput } from "../../../contracts/consent-settings.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { hashWording } from "./ledger-hash.ts";
import { findLatestVersion, insertWording } from "./types.queries.ts";

/** Adds a version; what people have read before stays as it was. Resolves with the new wording's id. */
export async function saveWording(
  ctx: Context,
  input: SaveWordingInput & { typeId: string; language: Language },
): Promise<string> {
  const wordingId = newId();
  const version = (await findLatestVersion(ctx, input.typeId, input.language)) + 1;
  const { typeId, language, title, text } = input;
  const hash = hashWording({ language, version, title, text });
  await insertWording(ctx, { wordingId, typeId, language, version, title, text, hash });
  return wordingId;
}
