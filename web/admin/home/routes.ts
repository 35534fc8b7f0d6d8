import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "../shell-route.ts";

export const homeRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/",
    component: lazyRouteComponent(() => import("./home-page.tsx"), "HomePage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/start-my-business",
    component: lazyRouteComponent(() => import("./start-my-business-page.tsx"), "StartMyBusinessPage"),
  }),
];
