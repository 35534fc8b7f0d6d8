import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readFilters } from "../../ui/filters.ts";
import { shellRoute } from "../shell-route.ts";

export const identityRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/account",
    component: lazyRouteComponent(() => import("./account-page.tsx"), "AccountPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/users",
    validateSearch: (raw) => readFilters(raw, ["search", "cursor"]),
    component: lazyRouteComponent(() => import("./user-list-page.tsx"), "UserListPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/users/new",
    component: lazyRouteComponent(() => import("./new-user-page.tsx"), "NewUserPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/users/$userId",
    component: lazyRouteComponent(() => import("./user-page.tsx"), "UserPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/organisation",
    component: lazyRouteComponent(() => import("./organisation-page.tsx"), "OrganisationPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/api-keys",
    component: lazyRouteComponent(() => import("./api-keys-page.tsx"), "ApiKeysPage"),
  }),
];
