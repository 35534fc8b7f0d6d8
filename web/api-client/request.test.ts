import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiProblem } from "./api-problem.ts";
import { apiUrl, newIdempotencyKey, onSignedOut, problemFrom, request } from "./request.ts";

let server: Server;
const realFetch = globalThis.fetch;

// In a browser an address without a host is the page's own.
beforeAll(async () => {
  server = createServer((_, response) => {
    response.statusCode = 502;
    response.end("<h1>Bad gateway</h1>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  globalThis.fetch = (url, options) => realFetch(`http://127.0.0.1:${port}${String(url)}`, options);
});
afterAll(() => {
  globalThis.fetch = realFetch;
  server.close();
});

test("empty values stay out of the query, lists repeat their name, text is escaped", () => {
  expect(
    apiUrl("/contacts", { search: "a&b", kind: "", tags: ["x", "y"], limit: 0, city: undefined, name: null }),
  ).toBe("/api/v1/contacts?search=a%26b&tags=x&tags=y&limit=0");
});

test("a page of a proxy instead of an answer is still a problem with its status", async () => {
  const problem = await request("GET", "/contacts").catch((caught: ApiProblem) => caught);
  expect(problem).toMatchObject({ status: 502, code: "common.unexpected" });
});

test("a server that does not answer is common.offline", async () => {
  const before = globalThis.fetch;
  globalThis.fetch = () => realFetch("http://127.0.0.1:1/");
  const problem = await request("GET", "/contacts").catch((caught: ApiProblem) => caught);
  globalThis.fetch = before;
  expect(problem).toMatchObject({ status: 0, code: "common.offline" });
});

test("the end of a session is told, a wrong password is not taken for one", () => {
  let told = 0;
  onSignedOut(() => {
    told += 1;
  });
  problemFrom(401, JSON.stringify({ code: "identity.sign-in-failed" }));
  expect(told).toBe(0);
  problemFrom(401, JSON.stringify({ code: "common.not-signed-in" }));
  expect(told).toBe(1);
});

test("two intents never share a key", () => {
  expect(newIdempotencyKey()).not.toBe(newIdempotencyKey());
});
