import { type Dkim, senderChanged } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { recordAudit } from "../audit/index.ts";
import { findDkimRow, setDkimEnabled } from "./dkim.queries.ts";
import { getDkim } from "./get-dkim.ts";
import { lockAccount } from "./senders.queries.ts";

/** Only a key that receivers can find: a signature that nobody can check is worse than none. */
export async function switchDkim(
  ctx: Context,
  { senderId, isEnabled }: { senderId: string; isEnabled: boolean },
): Promise<Dkim> {
  await lockAccount(ctx, senderId);
  const row = await findDkimRow(ctx, senderId);
  if (!row) throw refuse("senders.dkim-no-key");
  if (isEnabled && row.checkOutcome !== "found") throw refuse("senders.dkim-not-published");
  await setDkimEnabled(ctx, senderId, isEnabled);
  await recordAudit(ctx, {
    action: isEnabled ? "senders.dkim-switched-on" : "senders.dkim-switched-off",
    subjectKind: "sender",
    subjectId: senderId,
  });
  await publish(ctx, senderChanged, { senderId });
  return getDkim(ctx, senderId);
}
