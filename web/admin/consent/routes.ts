import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../shell-route.ts";

export const consentRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/consent-types",
    component: lazyRouteComponent(() => import("./type-list-page.tsx"), "TypeListPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/consent-types/new",
    component: lazyRouteComponent(() => import("./new-type-page.tsx"), "NewTypePage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/consent-types/$typeId",
    component: lazyRouteComponent(() => import("./type-page.tsx"), "TypePage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/privacy",
    component: lazyRouteComponent(() => import("./privacy-page.tsx"), "PrivacyPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/consent-ledger",
    component: lazyRouteComponent(() => import("./ledger-page.tsx"), "LedgerPage"),
  }),
];
