import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";

export async function registerOpenApi(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Placet",
        version: "1",
        description:
          "Everything that the screens do. Sign in by session cookie, or send an API key as `Authorization: Bearer plc_…`.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      components: {
        securitySchemes: {
          apiKey: { type: "http", scheme: "bearer" },
          session: { type: "apiKey", in: "cookie", name: "placet" },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  server.get("/api/openapi.json", { schema: { hide: true } }, (_request, reply) => reply.send(server.swagger()));
}
