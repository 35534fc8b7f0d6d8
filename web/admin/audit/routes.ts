import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readFilters } from "../../ui/filters.ts";
import { shellRoute } from "../shell-route.ts";

export const auditRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/audit",
    validateSearch: (raw) => readFilters(raw, ["area", "cursor"]),
    component: lazyRouteComponent(() => import("./audit-page.tsx"), "AuditPage"),
  }),
];
