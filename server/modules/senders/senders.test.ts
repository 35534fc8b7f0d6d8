import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMailbox, mailbox, newShop, type Shop } from "../../../tests/support/mailboxes.ts";
import { startTestApp, type TestApp } from "../../../tests/support/test-app.ts";
import { getSenderConnection } from "./index.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ environment: { ALLOW_PRIVATE_SMTP: "127.0.0.1:2599,inside.example:25" } });
});
afterAll(() => app.stop());

async function shopWithAdmin() {
  const org = await newShop(app);
  return { org, admin: app.signedIn(org, "administrator") };
}

async function look<Row>(org: Shop, query: RawBuilder<Row>): Promise<Row[]> {
  return app.run(org, async (ctx) => (await query.execute(ctx.tx)).rows);
}

describe("the list of senders", () => {
  test("begins with the platform's, which says whether the installation has one", async () => {
    const { admin } = await shopWithAdmin();
    const { body } = await admin.request("GET", "/senders");
    expect(body.items).toMatchObject([
      { kind: "platform", state: "not-connected", displayName: "Chauffage Martin", owner: { kind: "installation" } },
    ]);
  });

  test("belongs to one organisation: another sees nothing of it, and finds nothing by id", async () => {
    const { admin } = await shopWithAdmin();
    const other = await shopWithAdmin();
    const sender = await addMailbox(admin, mailbox(), "secret");
    expect((await other.admin.request("GET", "/senders")).text).not.toContain(sender.senderId);
    expect((await other.admin.request("GET", `/senders/${sender.senderId}`)).status).toBe(404);
    const taken = await other.admin.request("PUT", `/senders/${sender.senderId}/password`, { body: { password: "x" } });
    expect(taken.body).toMatchObject({ status: 404, code: "senders.not-found" });
  });

  test("is read by an operator, who may change nothing", async () => {
    const { org, admin } = await shopWithAdmin();
    const { senderId } = await addMailbox(admin, mailbox());
    const operator = app.signedIn(org, "operator");
    expect((await operator.request("GET", "/senders")).status).toBe(200);
    for (const [method, path, body] of [
      ["POST", "/senders", mailbox()],
      ["PATCH", `/senders/${senderId}`, { host: "evil.example" }],
      ["PUT", `/senders/${senderId}/password`, { password: "x" }],
      ["POST", `/senders/${senderId}/test`, { to: "a@example.org" }],
      ["DELETE", `/senders/${senderId}`, undefined],
      ["PATCH", "/sender-settings", { sendingMode: "own-mailbox" }],
    ] as const) {
      expect((await operator.request(method, path, { body })).status, path).toBe(403);
    }
  });
});

describe("adding a mailbox", () => {
  test("binds it to the default shop, to everything, in UTF-8, with 10 connections, unless told otherwise", async () => {
    const { org, admin } = await shopWithAdmin();
    expect(await addMailbox(admin, mailbox())).toMatchObject({
      owner: { kind: "shop", shopId: org.shopId },
      area: "all",
      encoding: "utf-8",
      connections: 10,
      isEnabled: true,
      limit: null,
      state: "password-missing",
    });
  });

  test("binds it to one user, with that user's name", async () => {
    const { org, admin } = await shopWithAdmin();
    const sender = await addMailbox(admin, mailbox({ owner: { kind: "user", userId: org.userId } }));
    expect(sender.owner).toEqual({ kind: "user", userId: org.userId, name: "Jeanne Martin" });
  });

  test("is refused for a user or a shop that is not of this organisation", async () => {
    const { admin } = await shopWithAdmin();
    const { org: other } = await shopWithAdmin();
    const toUser = await admin.request("POST", "/senders", {
      body: mailbox({ owner: { kind: "user", userId: other.userId } }),
    });
    const toShop = await admin.request("POST", "/senders", {
      body: mailbox({ owner: { kind: "shop", shopId: other.shopId } }),
    });
    expect([toUser.body.code, toShop.body.code]).toEqual(["identity.user-not-found", "senders.unknown-shop"]);
  });

  test("is refused a second time for the same owner and area, and free again once the first is removed", async () => {
    const { admin } = await shopWithAdmin();
    const first = await addMailbox(admin, mailbox({ area: "invoices" }));
    const second = await admin.request("POST", "/senders", { body: mailbox({ area: "invoices" }) });
    expect(second.body).toMatchObject({ status: 409, code: "senders.area-taken", field: "area" });
    await admin.request("DELETE", `/senders/${first.senderId}`);
    await addMailbox(admin, mailbox({ area: "invoices" }));
  });

  test.each([
    ["an address inside the network", { host: "192.168.1.10" }, "senders.destination-not-allowed", "host"],
    ["this machine, written oddly", { host: "127.1" }, "senders.destination-not-allowed", "host"],
    ["a port that is not of mail", { port: 5432 }, "senders.destination-not-allowed", "port"],
    ["no encryption to a stranger", { encryption: "none", port: 25 }, "senders.unencrypted-not-allowed", "encryption"],
    ["a preset that does not exist", { presetId: "nowhere" }, "senders.unknown-preset", "presetId"],
    [
      "a name with a line break",
      { displayName: "Martin\r\nBcc: all@example.org" },
      "common.invalid-input",
      "displayName",
    ],
    ["a host with a path", { host: "smtp.example.org/x" }, "common.invalid-input", "host"],
    ["a limit of nothing", { limit: { count: 0, hours: 1 } }, "common.invalid-input", "limit.count"],
  ] as const)("is refused for %s", async (_, given, ...expected) => {
    const { admin } = await shopWithAdmin();
    const answer = await admin.request("POST", "/senders", { body: { ...mailbox(), ...given } });
    expect([answer.body.code, answer.body.field]).toEqual(expected);
  });

  test("without encryption is in order for a server that the operator listed", async () => {
    const { admin } = await shopWithAdmin();
    const sender = await addMailbox(admin, mailbox({ host: "inside.example", port: 25, encryption: "none" }));
    expect(sender.encryption).toBe("none");
  });
});

describe("the password", () => {
  test("is never answered, listed, or kept in clear", async () => {
    const { org, admin } = await shopWithAdmin();
    const password = " käse §geheim-47 ";
    const sender = await addMailbox(admin, mailbox(), password);
    expect(sender).toMatchObject({ hasPassword: true, state: "not-tested" });
    const answers = [await admin.request("GET", "/senders"), await admin.request("GET", `/senders/${sender.senderId}`)];
    for (const answer of answers) expect(answer.text).not.toContain("geheim");
    const accounts = await look(
      org,
      sql<{ row: string }>`SELECT a::text AS row FROM senders.accounts a WHERE host IS NOT NULL`,
    );
    const audit = await look(org, sql<{ row: string }>`SELECT e::text AS row FROM audit.entries e`);
    expect(accounts).toHaveLength(1);
    expect(audit.length).toBeGreaterThan(1);
    expect([...accounts, ...audit].map(({ row }) => row).join()).not.toContain("geheim");
  });

  test("reaches the dispatcher unchanged, spaces included", async () => {
    const { org, admin } = await shopWithAdmin();
    const password = " a\tb 'c' \\ %d § ";
    const { senderId } = await addMailbox(admin, mailbox(), password);
    const answer = await app.run(org, (ctx) => getSenderConnection(ctx, senderId));
    expect(answer).toMatchObject({ ready: true, connection: { signIn: { password } } });
  });

  test("moved to the row of another mailbox cannot be opened there", async () => {
    const { org, admin } = await shopWithAdmin();
    const own = await addMailbox(admin, mailbox(), "right");
    const evil = await addMailbox(admin, mailbox({ area: "invoices", host: "evil.example" }), "mine");
    await look(
      org,
      sql`UPDATE senders.accounts SET password_secret =
            (SELECT password_secret FROM senders.accounts WHERE sender_id = ${own.senderId})
          WHERE sender_id = ${evil.senderId}`,
    );
    await expect(app.run(org, (ctx) => getSenderConnection(ctx, evil.senderId))).rejects.toThrow();
  });

  test.each([
    ["host", { host: "evil.example" }],
    ["port", { port: 587 }],
    ["user name", { userName: "eve@example.org" }],
    ["encryption", { encryption: "starttls" }],
  ])("is cleared when the %s changes, so that nobody can have it sent elsewhere", async (_, change) => {
    const { org, admin } = await shopWithAdmin();
    const { senderId } = await addMailbox(admin, mailbox(), "secret");
    const { body } = await admin.request("PATCH", `/senders/${senderId}`, { body: change });
    expect(body).toMatchObject({ hasPassword: false, state: "password-missing" });
    expect(await app.run(org, (ctx) => getSenderConnection(ctx, senderId))).toEqual({
      ready: false,
      reason: "password-missing",
    });
  });

  test("stays when anything else changes", async () => {
    const { admin } = await shopWithAdmin();
    const { senderId } = await addMailbox(admin, mailbox(), "secret");
    const { body } = await admin.request("PATCH", `/senders/${senderId}`, {
      body: {
        displayName: "Martin & Fils",
        limit: { count: 300, hours: 24 },
        connections: 2,
        host: "smtp.example.org",
      },
    });
    expect(body).toMatchObject({ hasPassword: true, displayName: "Martin & Fils", limit: { count: 300, hours: 24 } });
  });

  test("is gone with the mailbox", async () => {
    const { org, admin } = await shopWithAdmin();
    const { senderId } = await addMailbox(admin, mailbox(), "secret");
    expect((await admin.request("DELETE", `/senders/${senderId}`)).status).toBe(200);
    const [row] = await look(org, sql`SELECT password_secret FROM senders.accounts WHERE sender_id = ${senderId}`);
    expect(row).toEqual({ password_secret: null });
    expect((await admin.request("GET", `/senders/${senderId}`)).status).toBe(404);
  });
});

describe("what is known of a server that drops repeats", () => {
  const guard = { header: "X-Message-Key", hours: 24 };

  test("is told to the dispatcher, and off unless somebody says so", async () => {
    const { org, admin } = await shopWithAdmin();
    const { senderId, repeatGuard } = await addMailbox(admin, mailbox(), "secret");
    expect(repeatGuard).toBeNull();
    const { body } = await admin.request("PATCH", `/senders/${senderId}`, { body: { repeatGuard: guard } });
    expect(body.repeatGuard).toEqual(guard);
    const answer = await app.run(org, (ctx) => getSenderConnection(ctx, senderId));
    expect(answer).toMatchObject({ connection: { repeatGuard: guard } });
    const off = await admin.request("PATCH", `/senders/${senderId}`, { body: { repeatGuard: null } });
    expect(off.body.repeatGuard).toBeNull();
  });

  test("is forgotten with another server, and stays when anything else changes", async () => {
    const { admin } = await shopWithAdmin();
    const { senderId } = await addMailbox(admin, mailbox({ repeatGuard: guard }), "secret");
    const change = async (body: object) => (await admin.request("PATCH", `/senders/${senderId}`, { body })).body;
    expect((await change({ connections: 3 })).repeatGuard).toEqual(guard);
    expect((await change({ host: "smtp2.example.org" })).repeatGuard).toBeNull();
    expect((await change({ host: "smtp3.example.org", repeatGuard: guard })).repeatGuard).toEqual(guard);
  });

  test.each(["Message-ID", "List-Unsubscribe", "X Key", "X-Key:", "-", ""])(
    "is no header called '%s'",
    async (header) => {
      const { admin } = await shopWithAdmin();
      const { senderId } = await addMailbox(admin, mailbox());
      const answer = await admin.request("PATCH", `/senders/${senderId}`, {
        body: { repeatGuard: { header, hours: 24 } },
      });
      expect(answer.body).toMatchObject({ code: "common.invalid-input", field: "repeatGuard.header" });
    },
  );
});

describe("the platform's sender", () => {
  test("takes another display name and reply address, and nothing else", async () => {
    const { admin } = await shopWithAdmin();
    const { senderId } = (await admin.request("GET", "/senders")).body.items[0];
    const named = await admin.request("PATCH", `/senders/${senderId}`, {
      body: { displayName: "Martin", replyTo: "contact@martin.example" },
    });
    expect(named.body).toMatchObject({ displayName: "Martin", replyTo: "contact@martin.example" });
    for (const body of [{ host: "evil.example" }, { isEnabled: false }, { limit: null }]) {
      const answer = await admin.request("PATCH", `/senders/${senderId}`, { body });
      expect(answer.body.code).toBe("senders.platform-sender-fixed");
    }
    const password = await admin.request("PUT", `/senders/${senderId}/password`, { body: { password: "x" } });
    const removed = await admin.request("DELETE", `/senders/${senderId}`);
    expect([password.body.code, removed.body.code]).toEqual([
      "senders.platform-sender-fixed",
      "senders.platform-sender-fixed",
    ]);
  });
});

test("what staff do to senders is in the audit, without secrets", async () => {
  const { org, admin } = await shopWithAdmin();
  const { senderId } = await addMailbox(admin, mailbox(), "secret");
  await admin.request("PATCH", `/senders/${senderId}`, { body: { port: 587, encryption: "starttls" } });
  await admin.request("DELETE", `/senders/${senderId}`);
  const rows = await look(
    org,
    sql<{ action: string; details: object }>`
      SELECT action, details FROM audit.entries WHERE subject_id = ${senderId} ORDER BY entry_id`,
  );
  expect(rows.map((row) => row.action)).toEqual([
    "senders.sender-added",
    "senders.password-set",
    "senders.sender-changed",
    "senders.sender-removed",
  ]);
  expect(rows[2]?.details).toEqual({ changed: ["port", "encryption"], passwordCleared: true });
});
