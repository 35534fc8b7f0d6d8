import { auditPage, auditQuery } from "../../../contracts/audit.ts";
import { defineRoute } from "../../http/route.ts";
import { listAuditEntries } from "./list-audit-entries.ts";

export const auditRoutes = [
  defineRoute({
    operationId: "listAuditEntries",
    method: "GET",
    path: "/audit-entries",
    summary: "Who did what, newest first",
    policy: "audit.read",
    query: auditQuery,
    response: auditPage,
    handler: (ctx, { query }) => listAuditEntries(ctx, query),
  }),
];
