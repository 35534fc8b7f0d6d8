import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { defineRoute, type RouteDefinition } from "../../server/http/route.ts";
import { createServer } from "../../server/http/server.ts";
import { authenticate } from "../../server/modules/identity/module.ts";
import { refuse } from "../../server/platform/errors.ts";
import { newId } from "../../server/platform/ids.ts";
import { startTestApp } from "../support/test-app.ts";
import { runMatrix, type Side } from "./matrix.ts";
import { makePrincipals } from "./principals.ts";

const app = await startTestApp({ environment: { LOG_LEVEL: "silent" } });
const org = await app.newOrganisation();
const ids = {
  own: { userId: newId() },
  other: { userId: newId(), canary: "0dd0ca9a12ff" },
  missing: { userId: newId() },
};
const side: Side = { principals: await makePrincipals(app, org), renew: async () => ids.own, ...ids };

const base = { method: "GET", summary: "", policy: "users.manage", response: z.object({ text: z.string() }) } as const;
const params = z.object({ userId: z.uuid() });

const sound = defineRoute({
  ...base,
  operationId: "sound",
  path: "/sound/:userId",
  params,
  handler: async (_ctx, input) => {
    if (input.params.userId !== ids.own.userId) throw refuse("identity.user-not-found");
    return { text: "mine" };
  },
});

/** What the matrix must find, by the fault's first words. */
const faulty: [string, RouteDefinition][] = [
  [
    "tells them apart",
    defineRoute({
      ...base,
      operationId: "telling",
      path: "/telling/:userId",
      params,
      handler: async (_ctx, input) => {
        if (input.params.userId === ids.other.userId) throw refuse("identity.user-not-found", { field: "userId" });
        if (input.params.userId === ids.missing.userId) throw refuse("identity.user-not-found");
        return { text: "mine" };
      },
    }),
  ],
  [
    "succeeds with 200",
    defineRoute({
      ...base,
      operationId: "blind",
      path: "/blind/:userId",
      params,
      handler: async () => ({ text: "anybody's" }),
    }),
  ],
  [
    "shows what is the other's",
    defineRoute({
      ...base,
      operationId: "leaking",
      path: "/leaking",
      handler: async () => ({ text: `Canary ${ids.other.canary}` }),
    }),
  ],
  [
    "answers 500",
    defineRoute({
      ...base,
      operationId: "broken",
      path: "/broken",
      handler: async () => {
        throw new Error("broken");
      },
    }),
  ],
];

const server = await createServer({
  platform: app.platform,
  routes: [sound, ...faulty.map(([, route]) => route)],
  authenticate,
});
const planted = { ...app, server };
afterAll(async () => {
  await server.close();
  await app.stop();
});

test("a sound route passes the matrix", async () => {
  const result = await runMatrix(planted, [sound], side);
  expect(result.faults).toEqual([]);
  expect([...result.reached]).toEqual(["sound"]);
});

for (const [fault, route] of faulty) {
  test(`the matrix finds a route that ${fault}`, async () => {
    const { faults } = await runMatrix(planted, [route], side);
    expect(faults.length).toBeGreaterThan(0);
    for (const found of faults) expect(found).toContain(fault);
  });
}

test("the matrix finds a route that lets in more, or fewer, than it declares", async () => {
  const asDeclared = (policy: RouteDefinition["policy"]) => [{ ...sound, policy } as RouteDefinition];
  const open = await runMatrix(planted, asDeclared("organisation.manage"), side);
  expect(open.faults).toContainEqual(
    expect.stringContaining("API key: GET /api/v1/sound/:userId (own): expected not allowed, got 200"),
  );
  const closed = await runMatrix(planted, asDeclared("signed-in"), side);
  expect(closed.faults).toContainEqual(
    expect.stringContaining("viewer: GET /api/v1/sound/:userId (own): expected allowed, got 403"),
  );
});
