import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readFilters } from "../../ui/filters.ts";
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
    path: "/consents",
    validateSearch: (raw: Record<string, unknown>) => readFilters(raw, ["typeId", "status", "search", "cursor"]),
    component: lazyRouteComponent(() => import("./standing/standing-page.tsx"), "StandingPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/consent-expiry",
    validateSearch: (raw: Record<string, unknown>) =>
      readFilters(raw, ["typeId", "window", "kind", "askable", "search", "cursor"]),
    component: lazyRouteComponent(() => import("./expiry/expiry-page.tsx"), "ExpiryPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/consent-law",
    component: lazyRouteComponent(() => import("./law/law-page.tsx"), "LawPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/reasons",
    validateSearch: (raw: Record<string, unknown>) =>
      readFilters(raw, ["days", "operator", "reason", "kind", "cursor"]),
    component: lazyRouteComponent(() => import("./reasons/reasons-page.tsx"), "ReasonsPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/privacy",
    component: lazyRouteComponent(() => import("./privacy-page.tsx"), "PrivacyPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/consent-exchange",
    component: lazyRouteComponent(() => import("./exchange/exchange-page.tsx"), "ExchangePage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/consent-exchange/$importId",
    validateSearch: (raw: Record<string, unknown>) => readFilters(raw, ["outcome", "fromStatus", "cursor"]),
    component: lazyRouteComponent(() => import("./exchange/consent-list-page.tsx"), "ConsentListPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/consent-ledger",
    component: lazyRouteComponent(() => import("./ledger-page.tsx"), "LedgerPage"),
  }),
];
