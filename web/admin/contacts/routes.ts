import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readFilters } from "../../ui/filters.ts";
import { shellRoute } from "../shell-route.ts";

const filterNames = ["search", "kind", "status", "city", "tag", "importId", "addressId", "sort", "cursor"];

export const contactRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/contacts",
    validateSearch: (raw) => readFilters(raw, filterNames),
    component: lazyRouteComponent(() => import("./contact-list-page.tsx"), "ContactListPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/contacts/new",
    component: lazyRouteComponent(() => import("./new-contact-page.tsx"), "NewContactPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/contacts/import",
    component: lazyRouteComponent(() => import("./import-upload-page.tsx"), "ImportUploadPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/contacts/imports",
    validateSearch: (raw) => readFilters(raw, ["cursor"]),
    component: lazyRouteComponent(() => import("./import-list-page.tsx"), "ImportListPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/contacts/imports/$importId",
    validateSearch: (raw) => readFilters(raw, ["step", "outcome", "only", "cursor"]),
    component: lazyRouteComponent(() => import("./import-page.tsx"), "ImportPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/contacts/$contactId",
    component: lazyRouteComponent(() => import("./contact-page.tsx"), "ContactPage"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/contacts/$contactId/edit",
    component: lazyRouteComponent(() => import("./edit-contact-page.tsx"), "EditContactPage"),
  }),
];
