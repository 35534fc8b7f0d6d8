import { startMyBusinessAnswer, startMyBusinessBody } from "../../../../contracts/workspace.ts";
import { defineStreamRoute } from "../../../http/route.ts";
import { signIntoBusiness } from "./sign-into-business.ts";
import { startMyBusiness } from "./start-my-business.ts";

export const startMyBusinessRoutes = [
  defineStreamRoute({
    operationId: "startMyBusiness",
    method: "POST",
    path: "/start-my-business",
    summary: "Make a clean organisation of one's own from a demonstration, and sign in to it",
    policy: "organisation.manage",
    body: startMyBusinessBody,
    response: startMyBusinessAnswer,
    status: 201,
    rateLimit: { max: 5, perSeconds: 3600 },
    handler: async (session, { body, request, reply }) => {
      const business = await startMyBusiness(session, body);
      const userAgent = request.headers["user-agent"] ?? null;
      await signIntoBusiness(session.platform, business, { userAgent, reply });
      return reply.status(201).send({ orgId: business.orgId });
    },
  }),
];
