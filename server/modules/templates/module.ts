import type { ModuleDefinition } from "../../platform/module.ts";
import { templateRoutes } from "./admin.routes.ts";

export const templatesModule: ModuleDefinition = { name: "templates", routes: templateRoutes };
