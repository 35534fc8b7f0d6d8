import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../root-route.tsx";

/** What is open without a session, or before the password is in order. */
export const doorRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sign-in",
    component: lazyRouteComponent(() => import("./sign-in-page.tsx"), "SignInPage"),
    validateSearch: (search: Record<string, unknown>): { next?: string } =>
      // Only a path of this site: a foreign address here would be an open redirect.
      typeof search.next === "string" && /^\/(?![/\\])/.test(search.next) ? { next: search.next } : {},
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/change-password",
    component: lazyRouteComponent(() => import("./forced-password-page.tsx"), "ForcedPasswordPage"),
  }),
];
