import { afterAll, expect, test } from "vitest";
import { openDoor, ownPassword } from "../../../../tests/support/door.ts";
import { startTestApp } from "../../../../tests/support/test-app.ts";

const app = await startTestApp();
afterAll(() => app.stop());
const door = openDoor(app);

test("an administrator adds a user, who chooses an own password before anything else", async () => {
  const ada = await door.newAdministrator("add@lefevre.test");
  const added = await ada.request("POST", "/users", {
    email: "Grace@lefevre.test",
    name: "Grace Murray",
    role: "operator",
  });
  expect(added.status).toBe(201);
  expect(added.body.temporaryPassword).toMatch(/^([a-z0-9]{4}-){4}[a-z0-9]{4}$/);
  const answer = await door.signIn("grace@lefevre.test", added.body.temporaryPassword);
  expect(answer.body.session).toMatchObject({ mustChangePassword: true, user: { role: "operator", language: "fr" } });
});

test("an e-mail belongs to one user of an organisation, in whatever case, and to several organisations", async () => {
  const ada = await door.newAdministrator("unique@lefevre.test");
  const elsewhere = await door.newAdministrator("unique-other@lefevre.test");
  const twice = await ada.request("POST", "/users", { email: "UNIQUE@lefevre.test", name: "Eve", role: "viewer" });
  expect(twice).toMatchObject({ status: 409, body: { code: "identity.email-taken", field: "email" } });
  const other = await elsewhere.request("POST", "/users", {
    email: "unique@lefevre.test",
    name: "Ada",
    role: "viewer",
  });
  expect(other.status).toBe(201);
  const moved = await elsewhere.request("PATCH", `/users/${other.body.userId}`, { email: "Unique-Other@lefevre.test" });
  expect(moved.body.code).toBe("identity.email-taken");
});

test("a role that is taken away is gone at the next request", async () => {
  const ada = await door.newAdministrator("role@lefevre.test");
  const grace = await door.addColleague(ada, "role-grace@lefevre.test", "administrator");
  expect((await grace.request("GET", "/users")).status).toBe(200);
  await ada.request("PATCH", `/users/${grace.userId}`, { role: "viewer" });
  expect((await grace.request("GET", "/users")).status).toBe(403);
  expect((await grace.request("GET", "/session")).body.user.policies).not.toContain("users.manage");
});

test("a disabled user is out at the next request, cannot come back in, and can be enabled again", async () => {
  const ada = await door.newAdministrator("disable@lefevre.test");
  const grace = await door.addColleague(ada, "disable-grace@lefevre.test", "operator");
  expect((await ada.request("PATCH", `/users/${grace.userId}`, { isDisabled: true })).body.isDisabled).toBe(true);
  expect((await grace.request("GET", "/session")).status).toBe(401);
  expect((await door.signIn("disable-grace@lefevre.test", ownPassword)).body.code).toBe("identity.sign-in-failed");
  await ada.request("PATCH", `/users/${grace.userId}`, { isDisabled: false });
  expect((await door.signIn("disable-grace@lefevre.test", ownPassword)).status).toBe(200);
});

test("the last administrator stays one, also when two take each other's role at the same time", async () => {
  const ada = await door.newAdministrator("last@lefevre.test");
  const self = await ada.request("PATCH", `/users/${ada.userId}`, { role: "viewer" });
  expect(self.body.code).toBe("identity.last-administrator");
  expect((await ada.request("PATCH", `/users/${ada.userId}`, { isDisabled: true })).status).toBe(409);
  const grace = await door.addColleague(ada, "last-grace@lefevre.test", "administrator");
  const both = await Promise.all([
    ada.request("PATCH", `/users/${grace.userId}`, { role: "viewer" }),
    grace.request("PATCH", `/users/${ada.userId}`, { role: "viewer" }),
  ]);
  expect(both.filter((answer) => answer.status === 200)).toHaveLength(1);
});

test("a reset ends the user's sessions and gives a password that opens only the change form", async () => {
  const ada = await door.newAdministrator("reset@lefevre.test");
  const grace = await door.addColleague(ada, "reset-grace@lefevre.test", "operator");
  const reset = await ada.request("POST", `/users/${grace.userId}/password-reset`);
  expect(reset.status).toBe(200);
  expect((await grace.request("GET", "/session")).status).toBe(401);
  expect((await door.signIn("reset-grace@lefevre.test", ownPassword)).status).toBe(401);
  const again = await door.settle("reset-grace@lefevre.test", reset.body.temporaryPassword, "Wq8%deep-Harbour");
  expect((await again.request("GET", "/session")).body.mustChangePassword).toBe(false);
});

test("nobody resets an administrator or themselves from the screens", async () => {
  const ada = await door.newAdministrator("no-reset@lefevre.test");
  const grace = await door.addColleague(ada, "no-reset-grace@lefevre.test", "administrator");
  const other = await ada.request("POST", `/users/${grace.userId}/password-reset`);
  expect(other.body.code).toBe("identity.administrator-needs-operator");
  expect((await ada.request("POST", `/users/${ada.userId}/password-reset`)).body.code).toBe("identity.not-on-yourself");
});

test("an administrator sees a user's sessions and ends them all", async () => {
  const ada = await door.newAdministrator("sessions@lefevre.test");
  const grace = await door.addColleague(ada, "sessions-grace@lefevre.test", "viewer");
  expect((await ada.request("GET", `/users/${grace.userId}/sessions`)).body.items).toHaveLength(1);
  expect((await ada.request("DELETE", `/users/${grace.userId}/sessions`)).status).toBe(200);
  expect((await grace.request("GET", "/session")).status).toBe(401);
});

test("users are listed by e-mail, page after page, and found by name", async () => {
  const ada = await door.newAdministrator("m-list@lefevre.test");
  for (const name of ["Zoé", "Bruno", "Carla"]) {
    await ada.request("POST", "/users", { email: `${name.slice(0, 2)}@lefevre.test`, name, role: "viewer" });
  }
  const first = (await ada.request("GET", "/users?limit=3")).body;
  const second = (await ada.request("GET", `/users?limit=3&cursor=${first.nextCursor}`)).body;
  expect([...first.items, ...second.items].map((user) => user.email)).toEqual([
    "Br@lefevre.test",
    "Ca@lefevre.test",
    "m-list@lefevre.test",
    "Zo@lefevre.test",
  ]);
  expect(first.total).toBe(4);
  expect(second.nextCursor).toBeNull();
  expect((await ada.request("GET", "/users?search=ZO%C3%89")).body.items).toMatchObject([{ name: "Zoé" }]);
});

test("what an administrator does to users stands in the audit, without a password", async () => {
  const ada = await door.newAdministrator("audit@lefevre.test");
  const added = await ada.request("POST", "/users", { email: "x@lefevre.test", name: "Xenia", role: "viewer" });
  await ada.request("PATCH", `/users/${added.body.userId}`, { role: "operator" });
  const audit = await ada.request("GET", `/audit-entries?subjectKind=user&subjectId=${added.body.userId}`);
  expect(audit.body.items).toMatchObject([
    { action: "identity.user-changed", actorKind: "user", actorId: ada.userId, actorName: "Ada Byron" },
    { action: "identity.user-added", details: { role: "viewer" } },
  ]);
  expect(audit.text).not.toContain(added.body.temporaryPassword);
});

test("wrong input is refused by field", async () => {
  const ada = await door.newAdministrator("input@lefevre.test");
  const wrong: [object, string][] = [
    [{ email: "not an address", name: "X", role: "viewer" }, "email"],
    [{ email: "a@b.test", name: " ", role: "viewer" }, "name"],
    [{ email: "a@b.test", name: "X", role: "root" }, "role"],
    [{ email: "a@b.test", name: "X", role: "viewer", shopId: "0198c0de-0000-7000-8000-000000000000" }, "shopId"],
  ];
  for (const [body, field] of wrong) {
    const answer = await ada.request("POST", "/users", body);
    expect(answer.body.field).toBe(field);
    expect([404, 422]).toContain(answer.status);
  }
});

test("changing one's own name never brings back a role that is being taken away", async () => {
  const ada = await door.newAdministrator("race@lefevre.test");
  const grace = await door.addColleague(ada, "race-grace@lefevre.test", "administrator");
  for (let round = 0; round < 5; round++) {
    await ada.request("PATCH", `/users/${grace.userId}`, { role: "administrator" });
    await Promise.all([
      grace.request("PATCH", "/account", { name: `Grace ${round}` }),
      ada.request("PATCH", `/users/${grace.userId}`, { role: "viewer" }),
      grace.request("PATCH", "/account", { language: "it" }),
    ]);
    expect((await ada.request("GET", `/users/${grace.userId}`)).body.role).toBe("viewer");
  }
});
