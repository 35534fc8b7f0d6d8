import { sql } from "kysely";
import { afterAll, expect, test, vi } from "vitest";
import { openDoor } from "../../../../tests/support/door.ts";
import { startTestApp } from "../../../../tests/support/test-app.ts";
import { createApiKeyCommand } from "../identity.commands.ts";

const app = await startTestApp();
afterAll(() => app.stop());
const door = openDoor(app);

async function createKey(options: Record<string, string>): Promise<{ code: number | undefined; key: string }> {
  let printed = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
  const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const code = await createApiKeyCommand.run(app.platform, options);
  write.mockRestore();
  errors.mockRestore();
  return { code, key: /plc_\w{32}_[\w-]{43}/.exec(printed)?.[0] ?? "" };
}

function withKey(key: string, method: string, path: string) {
  return app.anonymous.request(method, path, { headers: { authorization: `Bearer ${key}` } });
}

test("a key made by command opens what its policies say, and nothing else", async () => {
  const ada = await door.newAdministrator("key@lefevre.test", "Maison Clef");
  const { code, key } = await createKey({
    organisation: "maison clef",
    name: "Web shop",
    policies: "audit.read, users.manage",
  });
  expect(code).toBe(0);
  expect((await withKey(key, "GET", "/users")).body.items).toMatchObject([{ email: "key@lefevre.test" }]);
  expect((await withKey(key, "GET", "/api-keys")).status).toBe(403);
  expect((await withKey(key, "PATCH", "/organisation")).status).toBe(403);
  expect((await withKey(key, "GET", "/account/sessions")).body.code).toBe("identity.only-for-users");
  const audit = (await ada.request("GET", "/audit-entries?subjectKind=api-key")).body.items;
  expect(audit).toMatchObject([{ action: "identity.api-key-created", actorKind: "operator" }]);
});

test("keys are listed without their secret, with the moment of their last use, and a revoked one opens nothing", async () => {
  const ada = await door.newAdministrator("revoke@lefevre.test");
  const { key } = await createKey({ organisation: ada.orgId, name: "CRM", policies: "users.manage" });
  await withKey(key, "GET", "/users");
  const listed = await ada.request("GET", "/api-keys");
  expect(listed.body.items).toMatchObject([{ name: "CRM", policies: ["users.manage"], revokedAt: null }]);
  expect(listed.body.items[0].lastUsedAt).not.toBeNull();
  expect(listed.text).not.toContain(key.slice(-43));
  const stored = await app.run(ada, (ctx) =>
    sql<{ text: string }>`SELECT api_keys::text AS text FROM identity.api_keys WHERE org_id = ${ada.orgId}`.execute(
      ctx.tx,
    ),
  );
  expect(stored.rows[0]?.text).not.toContain(key.slice(-43));
  expect((await ada.request("DELETE", `/api-keys/${listed.body.items[0].apiKeyId}`)).status).toBe(200);
  expect((await withKey(key, "GET", "/users")).status).toBe(401);
});

test("a key of one organisation is nobody in another, and a broken one is nobody anywhere", async () => {
  const ada = await door.newAdministrator("mine@lefevre.test");
  const other = await door.newAdministrator("theirs@lefevre.test");
  const { key } = await createKey({ organisation: ada.orgId, name: "CRM", policies: "users.manage" });
  const moved = key.replace(/_\w{32}_/, `_${other.orgId.replaceAll("-", "")}_`);
  for (const forged of [moved, key.slice(0, -1), `${key}x`, "plc_", "x"]) {
    expect((await withKey(forged, "GET", "/users")).status).toBe(401);
  }
});

test("unknown organisations and policies are refused by name", async () => {
  const ada = await door.newAdministrator("slip@lefevre.test");
  expect((await createKey({ organisation: ada.orgId, name: "X", policies: "users.manage,users.mange" })).code).toBe(1);
  expect((await createKey({ organisation: ada.orgId, name: "X", policies: "" })).code).toBe(1);
  expect((await createKey({ organisation: "Nobody and sons", name: "X", policies: "users.manage" })).code).toBe(1);
  expect((await ada.request("GET", "/api-keys")).body.items).toEqual([]);
});
