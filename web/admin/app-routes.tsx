import { identityRoutes } from "./identity/routes.ts";

/** THE list of screens inside the shell: each feature adds its routes, one line each. Pattern: web/README.md. */
export const featureRoutes = [...identityRoutes];
