import type { Context } from "../../platform/context.ts";
import { type DecisionRequest, type DecisionRow, listDecisionRows } from "./permission.queries.ts";
import type { Permission } from "./permission.rules.ts";
import { decidePermission } from "./permission.rules.ts";

export interface Decision {
  request: DecisionRequest;
  facts: DecisionRow;
  permission: Permission;
}

/** What the rules say about each request now, in the order asked. No lock: it informs, and reserves nothing. */
export async function decidePermissions(ctx: Context, requests: DecisionRequest[]): Promise<Decision[]> {
  if (requests.length === 0) return [];
  const rows = await listDecisionRows(ctx, requests);
  return rows.map((facts) => {
    const request = requests[facts.position];
    if (!request) throw new Error("an answer without a request");
    return { request, facts, permission: decidePermission(facts) };
  });
}
