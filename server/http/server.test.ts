import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../tests/support/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

test("the probes answer without a sign-in", async () => {
  expect((await app.anonymous.request("GET", "!/health")).body).toEqual({ status: "alive" });
  expect((await app.anonymous.request("GET", "!/ready")).body).toMatchObject({ status: "ready", database: true });
  expect((await app.anonymous.request("GET", "!/metrics")).text).toContain("process_cpu_user_seconds_total");
});

test("metrics count requests by route, without what people's links carry", async () => {
  await app.anonymous.request("GET", "!/c/somebodys-link");
  const { text } = await app.anonymous.request("GET", "!/metrics");
  expect(text).toMatch(/placet_http_request_seconds_count\{[^}]*route="\/c\/:token"/);
  expect(text).not.toContain("somebodys-link");
});

test("metrics are hidden from what comes through a proxy", async () => {
  expect(
    (await app.anonymous.request("GET", "!/metrics", { headers: { "x-forwarded-for": "198.51.100.7" } })).status,
  ).toBe(404);
});

test("an unknown address is a problem that says so in the caller's language", async () => {
  const answer = await app.anonymous.request("GET", "/no-such-thing", {
    headers: { "accept-language": "fr-FR,fr;q=0.9" },
  });
  expect(answer.status).toBe(404);
  expect(answer.headers["content-type"]).toContain("application/problem+json");
  expect(answer.body).toMatchObject({ code: "common.not-found", status: 404 });
});

test("every answer carries the security headers", async () => {
  const { headers } = await app.anonymous.request("GET", "!/health");
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["content-security-policy"]).toContain("script-src 'self'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-frame-options"]).toBe("SAMEORIGIN");
});

test("the OpenAPI document is version 3.1", async () => {
  const { body } = await app.anonymous.request("GET", "!/api/openapi.json");
  expect(body.openapi).toBe("3.1.0");
});
