import type { ConsentType } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { findTypeRow } from "./types.queries.ts";

export async function getType(ctx: Context, typeId: string): Promise<ConsentType> {
  const row = await findTypeRow(ctx, typeId);
  if (!row) throw refuse("consent.type-not-found", { field: "typeId" });
  return { ...row, createdAt: row.createdAt.toISOString() };
}
