import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { getType } from "../consent/index.ts";

/** D18: a campaign names exactly one type, and the type must allow mass sends. */
export async function checkMailingType(ctx: Context, typeId: string): Promise<void> {
  const type = await getType(ctx, typeId);
  if (!type.allowsMass || type.isArchived)
    throw refuse("campaigns.type-not-for-mailings", { field: "typeId", values: { type: type.title } });
}
