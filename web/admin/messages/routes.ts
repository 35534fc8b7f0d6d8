import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readFilters } from "../../ui/filters.ts";
import { shellRoute } from "../shell-route.ts";

const filterNames = [
  "search",
  "outcome",
  "kind",
  "messageClass",
  "batchId",
  "contactId",
  "senderId",
  "from",
  "to",
  "cursor",
];

export const messageRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/messages",
    validateSearch: (raw) => readFilters(raw, filterNames),
    component: lazyRouteComponent(() => import("./message-list-page.tsx"), "MessageListPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/messages/new",
    validateSearch: (raw) => readFilters(raw, ["contactId", "addressId"]),
    component: lazyRouteComponent(() => import("./write-message-page.tsx"), "WriteMessagePage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/messages/$messageId",
    component: lazyRouteComponent(() => import("./message-page.tsx"), "MessagePage"),
  }),
];
