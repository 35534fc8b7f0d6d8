import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readFilters } from "../../ui/filters.ts";
import { shellRoute } from "../shell-route.ts";

export const templateRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/templates",
    validateSearch: (raw) => readFilters(raw, ["search", "kind", "language", "archived", "cursor"]),
    component: lazyRouteComponent(() => import("./template-list-page.tsx"), "TemplateListPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/templates/new",
    validateSearch: (raw) => readFilters(raw, ["starter"]),
    component: lazyRouteComponent(() => import("./new-template-page.tsx"), "NewTemplatePage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/templates/$templateId",
    component: lazyRouteComponent(() => import("./template-page.tsx"), "TemplatePage"),
  }),
];
