import type { Context } from "../../platform/context.ts";
import type { Decision } from "./decide-permissions.ts";
import { listOwnRequests } from "./own-requests.queries.ts";
import { decidePermission } from "./permission.rules.ts";

/**
 * A message that asked already and is tried again, since its server put it off or never answered, asks no second time: it
 * must not be refused because of its own first try.
 */
export async function allowOwnRequests(ctx: Context, decisions: Decision[]): Promise<Decision[]> {
  const refused = decisions.filter(({ permission }) => permission.refusal === "consent.asked-too-often");
  if (refused.length === 0) return decisions;
  const own = await listOwnRequests(
    ctx,
    refused.map(({ request, facts }) => ({ ...request, typeId: facts.typeId })),
  );
  return decisions.map((decision) => {
    const requestEventId = refused.includes(decision) ? own.get(decision.request.messageId) : undefined;
    if (requestEventId === undefined) return decision;
    const { requestsUnanswered } = decision.facts;
    const before = { daysSinceRequest: Number.POSITIVE_INFINITY, requestsUnanswered: requestsUnanswered - 1 };
    const facts = { ...decision.facts, ...before };
    return { ...decision, facts, permission: decidePermission(facts), requestEventId };
  });
}
