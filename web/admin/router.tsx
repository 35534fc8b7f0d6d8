import { createRoute, createRouter } from "@tanstack/react-router";
import { queryClient } from "../api-client/query-client.ts";
import { NotFoundPage } from "../ui/not-found-page.tsx";
import { PageLoading } from "../ui/page-loading.tsx";
import { featureRoutes } from "./app-routes.tsx";
import { doorRoutes } from "./identity/door-routes.ts";
import { rootRoute } from "./root-route.tsx";
import { shellRoute } from "./shell-route.ts";

const otherwiseRoute = createRoute({ getParentRoute: () => shellRoute, path: "$", component: NotFoundPage });

export const router = createRouter({
  routeTree: rootRoute.addChildren([...doorRoutes, shellRoute.addChildren([...featureRoutes, otherwiseRoute])]),
  context: { queryClient },
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: PageLoading,
  defaultPendingMs: 200,
  scrollRestoration: true,
});
