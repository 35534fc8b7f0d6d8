import { expiringPageSchema, expiryForecastSchema, expiryListQuery } from "../../../../contracts/consent-expiry.ts";
import { defineRoute } from "../../../http/route.ts";
import { forecastExpiry } from "./forecast-expiry.ts";
import { listExpiring } from "./list-expiring.ts";

export const expiryRoutes = [
  defineRoute({
    operationId: "forecastExpiry",
    method: "GET",
    path: "/consent-expiry",
    summary: "How many consents of each type have ended, or end within 30, 90 and 365 days",
    policy: "consent.read",
    response: expiryForecastSchema,
    handler: (ctx) => forecastExpiry(ctx),
  }),
  defineRoute({
    operationId: "listExpiring",
    method: "GET",
    path: "/consent-expiry/addresses",
    summary: "Whose consents of one type end, and who of them may be asked anew",
    policy: "consent.read",
    query: expiryListQuery,
    response: expiringPageSchema,
    handler: (ctx, { query }) => listExpiring(ctx, query),
  }),
];
