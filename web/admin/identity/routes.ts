import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../shell-route.ts";

export const identityRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/account",
    component: lazyRouteComponent(() => import("./account-page.tsx"), "AccountPage"),
  }),
];
