import { standingPageSchema, standingQuery } from "../../../../contracts/consent-standing.ts";
import { defineRoute } from "../../../http/route.ts";
import { listStanding } from "./list-standing.ts";

export const standingRoutes = [
  defineRoute({
    operationId: "listStanding",
    method: "GET",
    path: "/consents",
    summary: "The addresses that accepted, refused, withdrew or have not answered, for one type",
    policy: "consent.read",
    query: standingQuery,
    response: standingPageSchema,
    handler: (ctx, { query }) => listStanding(ctx, query),
  }),
];
