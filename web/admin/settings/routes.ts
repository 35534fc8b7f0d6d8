import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../shell-route.ts";

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings",
    component: lazyRouteComponent(() => import("./settings-page.tsx"), "SettingsPage"),
  }),
];
