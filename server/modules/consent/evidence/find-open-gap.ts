import type { LedgerGap } from "../../../../contracts/consent-ledger.ts";
import type { Context } from "../../../platform/context.ts";
import { listGapRows } from "./ledger-gaps.queries.ts";

export async function findOpenGap(ctx: Context): Promise<{ gap: LedgerGap | null }> {
  const open = (await listGapRows(ctx)).find((gap) => gap.confirmedAt === null);
  if (!open) return { gap: null };
  const { lostAfter, lostUpTo, knownAt, foundAt } = open;
  return { gap: { lostAfter, lostUpTo, knownAt: knownAt.toISOString(), foundAt: foundAt.toISOString() } };
}
