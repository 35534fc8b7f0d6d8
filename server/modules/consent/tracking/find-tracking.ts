import type { Context } from "../../../platform/context.ts";
import { findSettingsRow } from "../settings.queries.ts";
import { trackingType } from "./tracking-type.ts";

/** The consent that an identifier in a link rests on; undefined while the organisation counts nothing. */
export async function findTracking(ctx: Context): Promise<{ typeId: string } | undefined> {
  if (!(await findSettingsRow(ctx))?.isTrackingOn) return undefined;
  const typeId = await trackingType.find(ctx);
  return typeId === undefined ? undefined : { typeId };
}
