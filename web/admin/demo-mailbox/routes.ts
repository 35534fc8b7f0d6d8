import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readFilters } from "../../ui/filters.ts";
import { shellRoute } from "../shell-route.ts";

export const demoMailboxRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/demo-mailbox",
    validateSearch: (raw) => readFilters(raw, ["recipient", "search", "mail"]),
    component: lazyRouteComponent(() => import("./demo-mailbox-page.tsx"), "DemoMailboxPage"),
  }),
];
