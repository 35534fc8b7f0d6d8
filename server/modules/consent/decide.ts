import type { RefusalReason } from "../../../contracts/consent.ts";
import type { GateRequest } from "../../../contracts/send-permit.ts";
import type { Context } from "../../platform/context.ts";
import { decidePermissions } from "./decide-permissions.ts";
import { waitOf } from "./permission-wait.rules.ts";

export interface Advice {
  messageId: string;
  /** Null: the way is free at this moment. */
  refusal: RefusalReason | null;
  /** With "consent.not-now": the way is free from then. */
  notBefore?: Date;
}

/** For claiming and for "why not?": the same rules without locks. It gives no permit; only the gate does. */
export async function decide(ctx: Context, requests: GateRequest[]): Promise<Advice[]> {
  const decisions = await decidePermissions(ctx, requests);
  return decisions.map((decision) => ({
    messageId: decision.request.messageId,
    refusal: decision.permission.refusal ?? null,
    ...waitOf(decision),
  }));
}
