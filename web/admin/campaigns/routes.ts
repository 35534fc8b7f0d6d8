import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readFilters } from "../../ui/filters.ts";
import { shellRoute } from "../shell-route.ts";

export const campaignRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/campaigns",
    validateSearch: (raw) => readFilters(raw, ["search", "kind", "cursor"]),
    component: lazyRouteComponent(() => import("./campaign-list-page.tsx"), "CampaignListPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/campaigns/new",
    validateSearch: (raw) => readFilters(raw, ["kind"]),
    component: lazyRouteComponent(() => import("./new-campaign-page.tsx"), "NewCampaignPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/campaigns/$campaignId",
    validateSearch: (raw) => readFilters(raw, ["step"]),
    component: lazyRouteComponent(() => import("./campaign-page.tsx"), "CampaignPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/campaigns/$campaignId/recipients",
    validateSearch: (raw) => readFilters(raw, ["search", "group", "answer", "cursor"]),
    component: lazyRouteComponent(() => import("./recipient-list-page.tsx"), "RecipientListPage"),
  }),
];
