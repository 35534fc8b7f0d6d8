import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../tests/support/test-app.ts";
import { newId } from "./ids.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe("an organisation's transaction", () => {
  test("sees only that organisation", async () => {
    const [ours, theirs] = [await app.newOrganisation(), await app.newOrganisation()];
    const seen = await app.run(ours, (ctx) =>
      sql<{ org: string }>`SELECT org_id AS org FROM identity.organisations`.execute(ctx.tx),
    );
    expect(seen.rows).toEqual([{ org: ours.orgId }]);
    expect(seen.rows).not.toContainEqual({ org: theirs.orgId });
  });

  test("is undone as a whole when its work fails", async () => {
    const org = await app.newOrganisation({ name: "Before" });
    const failing = app.run(org, async (ctx) => {
      await sql`UPDATE identity.organisations SET name = 'After' WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
      throw new Error("planned");
    });
    await expect(failing).rejects.toThrow("planned");
    const { rows } = await app.run(org, (ctx) =>
      sql`SELECT name FROM identity.organisations WHERE org_id = ${ctx.orgId}`.execute(ctx.tx),
    );
    expect(rows).toEqual([{ name: "Before" }]);
  });

  test("outside of one, the runtime role sees no organisation at all", async () => {
    await app.newOrganisation();
    const { rows } = await sql`SELECT org_id FROM identity.organisations`.execute(app.platform.database);
    expect(rows).toEqual([]);
  });
});

describe("secrets", () => {
  test("come back only in the cell they were stored for", async () => {
    const org = await app.newOrganisation();
    const cell = { table: "senders.accounts", column: "password", rowId: newId() };
    const stored = await app.run(org, (ctx) => app.platform.keys.encryptSecret(ctx, cell, "pässwörd \0 with bytes"));
    expect(stored).not.toContain("pässwörd");
    expect(await app.run(org, (ctx) => app.platform.keys.decryptSecret(ctx, cell, stored))).toBe(
      "pässwörd \0 with bytes",
    );
    await expect(
      app.run(org, (ctx) => app.platform.keys.decryptSecret(ctx, { ...cell, rowId: newId() }, stored)),
    ).rejects.toThrow();
    const other = await app.newOrganisation();
    await expect(app.run(other, (ctx) => app.platform.keys.decryptSecret(ctx, cell, stored))).rejects.toThrow();
  });
});

describe("link tokens", () => {
  const subject = {
    purpose: "preferences" as const,
    orgId: newId(),
    messageId: newId(),
    addressId: newId(),
    typeId: null,
  };

  test("say again what they were made for", () => {
    const token = app.platform.keys.makeLinkToken(subject);
    expect(token.length).toBeLessThan(115);
    expect(app.platform.keys.readLinkToken(token)).toEqual(subject);
  });

  test("are nothing once a single character differs", () => {
    const token = app.platform.keys.makeLinkToken(subject);
    for (let index = 0; index < token.length; index++) {
      const changed = token.slice(0, index) + (token[index] === "A" ? "B" : "A") + token.slice(index + 1);
      expect(app.platform.keys.readLinkToken(changed)).toBeUndefined();
    }
  });
});

describe("time that decides", () => {
  test("can be moved by a test", async () => {
    await app.shiftTime({ days: 400 });
    const { rows } = await sql<{
      moved: boolean;
    }>`SELECT platform.current_time() > statement_timestamp() + interval '399 days' AS moved`.execute(
      app.platform.database,
    );
    expect(rows).toEqual([{ moved: true }]);
    await app.shiftTime({ days: -400 });
  });
});

describe("ids", () => {
  test("made by the database have the layout of the program's", async () => {
    const { rows } = await sql<{ id: string }>`SELECT platform.uuid_v7() AS id`.execute(app.platform.database);
    const id = rows[0]?.id ?? "";
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Math.abs(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16) - Date.now())).toBeLessThan(60_000);
    expect(id.slice(0, 8)).toBe(newId().slice(0, 8));
  });
});
