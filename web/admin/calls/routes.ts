import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readFilters } from "../../ui/filters.ts";
import { shellRoute } from "../shell-route.ts";

export const callRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/calls",
    // A telephone system opens /calls?number=… with the number of whoever is to be called.
    validateSearch: (raw: Record<string, unknown>) =>
      readFilters(raw, ["number", "contactId", "answer", "outcome", "cursor"]),
    component: lazyRouteComponent(() => import("./calls-page.tsx"), "CallsPage"),
  }),
];
