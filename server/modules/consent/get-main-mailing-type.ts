import type { ConsentType } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";
import { listTypes } from "./list-types.ts";

/** The type that the icon beside an address shows (D18). Every prepared organisation has one. */
export async function getMainMailingType(ctx: Context): Promise<ConsentType> {
  const main = (await listTypes(ctx)).find((type) => type.isMain);
  if (!main) throw new Error("the organisation has no main mailing type");
  return main;
}
