import type { Context } from "../../../platform/context.ts";
import { getSettings } from "../get-settings.ts";
import { lockSettingsRow } from "../settings.queries.ts";
import { findLawSettings, updateLawSettings } from "./law.queries.ts";
import { type LawSettings, readLawSettings } from "./stricter.rules.ts";

/** One change after the other: each begins with what the one before has left. */
export async function changeLaw(ctx: Context, change: (before: LawSettings) => LawSettings): Promise<void> {
  await getSettings(ctx);
  await lockSettingsRow(ctx);
  await updateLawSettings(ctx, change(readLawSettings(await findLawSettings(ctx))));
}
