import type { Basis } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { getSettings } from "./get-settings.ts";
import { listDeclarationRows } from "./settings.queries.ts";

/** What may stand in for a consent on mailings by this sender (D11): only while the mailing-list switch is off. */
export async function findDeclaredBasis(ctx: Context, senderId: string): Promise<Basis | undefined> {
  if ((await getSettings(ctx)).isMailingListChecked) return undefined;
  const rows = await listDeclarationRows(ctx);
  const isDeclared = rows.some((row) => row.senderId === senderId && row.revokedAt === null);
  return isDeclared ? { kind: "own-sender-declaration", senderId } : undefined;
}
