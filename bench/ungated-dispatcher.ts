import { sql } from "kysely";
import type { SendPermit } from "../contracts/send-permit.ts";
import type { HandOverPort } from "../server/modules/messaging/dispatch/hand-over.ts";
import { momentNow } from "../server/modules/messaging/dispatch/moment.ts";
import { type DispatcherOptions, runDispatcher } from "../server/modules/messaging/dispatch/run-dispatcher.ts";
import { type Context, runInOrganisation } from "../server/platform/context.ts";
import type { Background } from "../server/platform/module.ts";
import type { Platform } from "../server/platform/platform.ts";

/**
 * The same engine with a hand-over that locks nothing, asks nobody and commits nothing: the yardstick for what the
 * guarantees cost. Only the benchmark can build it (architecture/check-hand-over.ts, check-permits.ts). Messages that it
 * sends must be prepared with `prepareUngated`, since a row may not become accepted without the gate's marks.
 */
export function startUngatedDispatcher(platform: Platform, options: DispatcherOptions = {}): Promise<Background> {
  const decide: Extract<HandOverPort, { isCommitted: false }>["decide"] = async (requests) => {
    const handedOverAt = new Date();
    const markedAt = momentNow();
    return requests.map(({ message: { messageId, addressId } }) => ({
      verdict: "go",
      permit: {
        orgId: "",
        messageId,
        addressId,
        ground: "consent",
        eventId: null,
        validUntil: null,
      } as unknown as SendPermit,
      handedOverAt,
      markedAt,
    }));
  };
  return runDispatcher(platform, { isCommitted: false, decide }, options);
}

/** Before the clock of the benchmark starts: writes what the committed hand-over would have written. */
export async function prepareUngated(platform: Platform, orgId: string): Promise<void> {
  const mark = (ctx: Context) =>
    sql`UPDATE messaging.messages SET ground = 'consent', handed_over_at = platform.current_time() WHERE state = 'queued'`.execute(
      ctx.tx,
    );
  await runInOrganisation(platform, { orgId, actor: { kind: "system", name: "bench" } }, mark);
}
