import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readFilters } from "../../ui/filters.ts";
import { shellRoute } from "../shell-route.ts";

export const senderRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/senders",
    component: lazyRouteComponent(() => import("./sender-list-page.tsx"), "SenderListPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/senders/new",
    component: lazyRouteComponent(() => import("./new-sender-page.tsx"), "NewSenderPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/senders/$senderId/connect",
    validateSearch: (raw) => readFilters(raw, ["step"]),
    component: lazyRouteComponent(() => import("./connect-sender-page.tsx"), "ConnectSenderPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/settings/senders/$senderId",
    component: lazyRouteComponent(() => import("./sender-page.tsx"), "SenderPage"),
  }),
];
