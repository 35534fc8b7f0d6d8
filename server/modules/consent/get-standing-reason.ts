import type { ContactReason } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";
import { getSettings } from "./get-settings.ts";
import { findReasonRow } from "./settings.queries.ts";

/** What is recorded for a single message or a call while the prompt is off (D17). Undefined: no prompt is off. */
export async function getStandingReason(ctx: Context): Promise<ContactReason | undefined> {
  const { standingReasonId } = await getSettings(ctx);
  return standingReasonId === null ? undefined : findReasonRow(ctx, standingReasonId);
}
