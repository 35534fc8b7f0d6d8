import { expect, test } from "vitest";
import { z } from "zod";
import { checkRoutes } from "../../architecture/check-routes.ts";
import { describeFinding } from "../../architecture/finding.ts";
import { routes } from "../../server/app.ts";
import type { RouteDefinition } from "../../server/http/route.ts";

test("every route of the program says who may call it and what it takes", () => {
  expect(routes.length).toBeGreaterThan(10);
  expect(checkRoutes(routes).map(describeFinding)).toEqual([]);
});

const sound = {
  kind: "staff",
  operationId: "getPlanted",
  method: "GET",
  path: "/planted-things/:plantedId",
  summary: "A planted route",
  policy: "contacts.read",
  params: z.object({ plantedId: z.uuid() }),
  handler: async () => ({}),
} as unknown as RouteDefinition;

const faults: [fault: string, change: object][] = [
  ["no policy", { policy: undefined }],
  ["a policy that does not exist", { policy: "contacts.everything" }],
  ["a staff route for anyone", { policy: "anyone" }],
  ["an open route with a staff policy", { kind: "open", rateLimit: { max: 1, perSeconds: 1 } }],
  ["an open POST without limit", { kind: "open", policy: "anyone", method: "POST" }],
  ["no operationId", { operationId: "" }],
  ["no summary", { summary: " " }],
  ["a path with capitals", { path: "/plantedThings/:plantedId" }],
  ["a parameter that nothing checks", { params: undefined }],
  ["a parameter under another name", { params: z.object({ id: z.uuid() }) }],
  ["a GET with a body", { body: z.object({}) }],
  ["a DELETE that only needs to read", { method: "DELETE" }],
  ["a PATCH with an Idempotency-Key", { method: "PATCH", policy: "contacts.write", idempotency: "optional" }],
];

test.each(faults)("the check finds %s", (_, change) => {
  expect(checkRoutes([sound])).toEqual([]);
  expect(checkRoutes([{ ...sound, ...change } as RouteDefinition])).toHaveLength(1);
});

test("the check finds two routes of one name, and two of one path", () => {
  expect(checkRoutes([sound, { ...sound, path: "/others/:plantedId" } as RouteDefinition])).toHaveLength(1);
  const samePath = {
    operationId: "getOther",
    path: "/planted-things/:otherId",
    params: z.object({ otherId: z.uuid() }),
  };
  expect(checkRoutes([sound, { ...sound, ...samePath } as RouteDefinition])).toHaveLength(1);
});
