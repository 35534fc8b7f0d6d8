import { homeSchema } from "../../../../contracts/workspace.ts";
import { defineRoute } from "../../../http/route.ts";
import { getHome } from "./get-home.ts";

export const homeRoutes = [
  defineRoute({
    operationId: "getHome",
    method: "GET",
    path: "/home",
    summary: "The first-time checklist and the main numbers",
    policy: "contacts.read",
    response: homeSchema,
    handler: (ctx) => getHome(ctx),
  }),
];
