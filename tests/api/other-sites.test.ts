import { afterAll, expect, test } from "vitest";
import { createContactBody } from "../../contracts/contacts.ts";
import { createContact } from "../../server/modules/contacts/index.ts";
import { createApiKey } from "../../server/modules/identity/api-keys/create-api-key.ts";
import { startTestApp } from "../support/test-app.ts";

const app = await startTestApp();
afterAll(() => app.stop());
const org = await app.newOrganisation({ language: "en" });
const operator = app.signedIn(org, "operator");

test("a telephone system in a page of another site may ask with a key; with somebody's session they may not", async () => {
  const input = createContactBody.parse({
    lastName: "Weber",
    addresses: [{ kind: "phone", typed: "+49 30 12345678" }],
  });
  await app.run(org, (ctx) => createContact(ctx, input));
  const { key } = await app.run(org, (ctx) => createApiKey(ctx, { name: "PBX", policies: ["consent.record"] }));
  const elsewhere = { origin: "https://crm.example", "sec-fetch-site": "cross-site" };
  const asked = await app.anonymous.request("OPTIONS", "/call-checks", {
    headers: { ...elsewhere, "access-control-request-method": "POST" },
  });
  expect(asked).toMatchObject({
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": expect.stringContaining("authorization"),
    },
  });
  expect(asked.headers).not.toHaveProperty("access-control-allow-credentials");
  const body = { number: "+49 30 12345678" };
  const withKey = await app.anonymous.request("POST", "/call-checks", {
    body,
    headers: { ...elsewhere, authorization: `Bearer ${key}` },
  });
  expect(withKey).toMatchObject({ body: { answer: "needs-reason" }, headers: { "access-control-allow-origin": "*" } });
  const { body: refused } = await operator.request("POST", "/call-checks", { body, headers: elsewhere });
  expect(refused.code).toBe("common.foreign-origin");
  const list = await app.anonymous.request("GET", "/call-checks", { headers: elsewhere });
  expect(list.headers).not.toHaveProperty("access-control-allow-origin");
});
