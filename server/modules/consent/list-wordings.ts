import type { Wording } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";
import { getType } from "./get-type.ts";
import { listWordingVersions } from "./types.queries.ts";

export async function listWordings(ctx: Context, typeId: string): Promise<{ items: Wording[] }> {
  await getType(ctx, typeId);
  const rows = await listWordingVersions(ctx, typeId);
  return { items: rows.map(({ hash: _, createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() })) };
}
