import type { ModuleDefinition } from "../../platform/module.ts";
import { auditRoutes } from "./admin.routes.ts";

export const auditModule: ModuleDefinition = { name: "audit", routes: auditRoutes };
