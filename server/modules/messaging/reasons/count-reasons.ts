import type { ReasonCount } from "../../../../contracts/reason-uses.ts";
import type { Context } from "../../../platform/context.ts";
import { countReasonUses } from "./reason-uses.queries.ts";

/** Which operator stated which reason how often, for messages and calls. */
export async function countReasons(ctx: Context, days: string): Promise<{ items: ReasonCount[] }> {
  return { items: await countReasonUses(ctx, days) };
}
