import type { Context } from "../../platform/context.ts";
import { allowOwnRequests } from "./allow-own-requests.ts";
import { judgeRequests, type KnownPlace, type PlacedVerdict } from "./law/judge-requests.ts";
import { type DecisionRequest, type DecisionRow, listDecisionRows } from "./permission.queries.ts";
import type { Permission } from "./permission.rules.ts";
import { decidePermission } from "./permission.rules.ts";

export interface Decision {
  request: DecisionRequest;
  facts: DecisionRow;
  permission: Permission;
  /** Undefined: no law of a country says anything about it. */
  verdict: PlacedVerdict | undefined;
  /** This message asked already, by that event. */
  requestEventId?: string;
}

/** What the rules say about each request now, in the order asked. No lock: it informs, and reserves nothing. */
export async function decidePermissions(
  ctx: Context,
  requests: DecisionRequest[],
  known?: KnownPlace,
): Promise<Decision[]> {
  if (requests.length === 0) return [];
  const rows = await listDecisionRows(ctx, requests);
  const judged = rows.map((facts) => {
    const request = requests[facts.position];
    if (!request) throw new Error("an answer without a request");
    return { request, facts };
  });
  const verdicts = await judgeRequests(ctx, judged, known);
  const decisions = judged.map(({ request, facts }) => {
    const verdict = verdicts.get(facts.position);
    // Of most no law says anything: theirs need no copy.
    const placed = verdict ? { ...facts, lawLimit: verdict.limit ?? facts.lawLimit } : facts;
    return { request, facts: placed, permission: decidePermission(placed), verdict };
  });
  return allowOwnRequests(ctx, decisions);
}
