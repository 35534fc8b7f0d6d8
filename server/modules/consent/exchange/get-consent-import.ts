import { type ConsentImport, changingOutcomes } from "../../../../contracts/consent-exchange.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { countTransitions, findImport } from "./exchange.queries.ts";

/** A list with what it does, counted by transition. */
export async function getConsentImport(ctx: Context, importId: string): Promise<ConsentImport> {
  const file = await findImport(ctx, importId);
  if (!file) throw refuse("consent.list-not-found");
  const counts = await countTransitions(ctx, importId);
  const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
  const changing = counts.filter(({ outcome }) => changingOutcomes.includes(outcome));
  const { creator: _creator, ...shown } = file;
  return {
    ...shown,
    createdAt: file.createdAt.toISOString(),
    endedAt: file.endedAt?.toISOString() ?? null,
    doneRows: sum(counts.map((count) => count.done)),
    transitions: counts.map(({ outcome, fromStatus, toStatus, count }) => ({ outcome, fromStatus, toStatus, count })),
    undoable: sum(counts.map((count) => count.undoable)),
    staying: sum(changing.filter(({ outcome }) => outcome !== "raise").map((count) => count.done)),
  };
}
