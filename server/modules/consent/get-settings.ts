import type { ConsentSettings } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";
import { prepareOrganisation } from "./prepare-organisation.ts";
import { findSettingsRow } from "./settings.queries.ts";

export async function getSettings(ctx: Context): Promise<ConsentSettings> {
  const known = await findSettingsRow(ctx);
  if (known) return known;
  await prepareOrganisation(ctx);
  const row = await findSettingsRow(ctx);
  if (!row) throw new Error("the organisation was not prepared");
  return row;
}
