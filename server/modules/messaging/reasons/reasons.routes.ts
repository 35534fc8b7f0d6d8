import {
  reasonCountsQuery,
  reasonCountsSchema,
  reasonUsesQuery,
  reasonUsesSchema,
} from "../../../../contracts/reason-uses.ts";
import { defineRoute } from "../../../http/route.ts";
import { countReasons } from "./count-reasons.ts";
import { listReasonUses } from "./list-reason-uses.ts";

export const reasonRoutes = [
  defineRoute({
    operationId: "countReasons",
    method: "GET",
    path: "/reason-counts",
    summary: "Which operator stated which reason for contact how often, for messages and calls",
    policy: "consent.settings",
    query: reasonCountsQuery,
    response: reasonCountsSchema,
    handler: (ctx, { query }) => countReasons(ctx, query.days),
  }),
  defineRoute({
    operationId: "listReasonUses",
    method: "GET",
    path: "/reason-uses",
    summary: "The messages and calls for which a reason was stated, newest first",
    policy: "consent.settings",
    query: reasonUsesQuery,
    response: reasonUsesSchema,
    handler: (ctx, { query }) => listReasonUses(ctx, query),
  }),
];
