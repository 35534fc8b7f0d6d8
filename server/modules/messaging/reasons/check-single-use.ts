import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { actorName } from "../actor-name.rules.ts";
import { countSingles } from "./reason-uses.queries.ts";

/** The same text to so many people within a week is a mailing, however it is sent. */
const mostAlike = 50;
/** So many stated reasons in a day are no single cases any more. */
const mostReasons = 100;

/** D17: a reason opens the way for one message, never for a campaign. Whoever mails many one by one is stopped here. */
export async function checkSingleUse(
  ctx: Context,
  message: { contentVersionId: string; addressId: string; hasReason: boolean },
): Promise<void> {
  const { contentVersionId, addressId, hasReason } = message;
  const counts = await countSingles(ctx, { name: actorName(ctx.actor), contentVersionId, addressId });
  if (counts.alike >= mostAlike) throw refuse("messaging.many-alike", { values: { count: mostAlike } });
  if (hasReason && counts.withReason >= mostReasons) {
    throw refuse("messaging.too-many-reasons", { values: { count: mostReasons } });
  }
}
