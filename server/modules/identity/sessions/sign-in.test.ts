import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { cookieOf, openDoor, ownPassword } from "../../../../tests/support/door.ts";
import { startTestApp } from "../../../../tests/support/test-app.ts";
import { createOrganisation } from "../organisations/create-organisation.ts";

const app = await startTestApp();
afterAll(() => app.stop());

const door = openDoor(app);
const { newCompany, signIn, visitor } = door;
const own = ownPassword;

test("the temporary password opens the change form and nothing else, once and for a day", async () => {
  const { temporaryPassword } = await newCompany("first@lefevre.test");
  const answer = await signIn("first@lefevre.test", temporaryPassword);
  expect(answer.body).toMatchObject({
    kind: "signed-in",
    session: { mustChangePassword: true, user: { role: "administrator" } },
  });
  const cookie = cookieOf(answer);
  expect((await visitor(cookie).request("GET", "/session")).body.mustChangePassword).toBe(true);
  expect((await visitor(cookie).request("GET", "/users")).body.code).toBe("identity.password-change-required");
  expect((await visitor(cookie).request("PATCH", "/account", { name: "Eve" })).body.code).toBe(
    "identity.password-change-required",
  );
  expect((await signIn("first@lefevre.test", temporaryPassword)).body.code).toBe("identity.temporary-password-over");

  const changed = await visitor(cookie).request("POST", "/account/password", {
    currentPassword: temporaryPassword,
    newPassword: own,
  });
  expect(changed.status).toBe(200);
  expect((await visitor(cookie).request("GET", "/session")).status).toBe(401);
  expect((await visitor(cookieOf(changed)).request("GET", "/users")).status).toBe(200);
});

test("a temporary password that nobody used is over after a day", async () => {
  const { temporaryPassword } = await newCompany("late@lefevre.test");
  await app.shiftTime({ hours: 25 });
  expect((await signIn("late@lefevre.test", temporaryPassword)).body.code).toBe("identity.temporary-password-over");
});

test("a wrong password and an unknown e-mail get the same answer", async () => {
  const { temporaryPassword } = await newCompany("known@lefevre.test");
  await door.settle("known@lefevre.test", temporaryPassword);
  const known = await signIn("known@lefevre.test", "not the password");
  const unknown = await signIn("nobody@lefevre.test", "not the password");
  expect(known.status).toBe(401);
  expect({ ...unknown.body, requestId: "" }).toEqual({ ...known.body, requestId: "" });
});

test("the e-mail is found in whatever case it is typed", async () => {
  const { temporaryPassword } = await newCompany("Mixed.Case@Lefevre.test");
  expect((await signIn("mixed.case@lefevre.TEST", temporaryPassword)).status).toBe(200);
});

test("after five failures the account waits, known or not, and the right password waits too", async () => {
  const { temporaryPassword } = await newCompany("slow@lefevre.test");
  for (const email of ["slow@lefevre.test", "ghost@lefevre.test"]) {
    for (let attempt = 0; attempt < 5; attempt++) expect((await signIn(email, "wrong")).status).toBe(401);
    const delayed = await signIn(email, temporaryPassword);
    expect(delayed.status).toBe(429);
    expect(delayed.body.code).toBe("identity.sign-in-delayed");
    expect(Number(delayed.headers["retry-after"])).toBeGreaterThan(0);
    expect(Number(delayed.headers["retry-after"])).toBeLessThanOrEqual(30);
  }
  await app.shiftTime({ seconds: 31 });
  expect((await signIn("slow@lefevre.test", temporaryPassword)).status).toBe(200);
});

test("many guesses at once are counted like many guesses in a row", async () => {
  await newCompany("storm@lefevre.test");
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn("storm@lefevre.test", "guess")));
  expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(7);
});

test("one e-mail with one password in two organisations chooses where to go", async () => {
  const first = await newCompany("two@lefevre.test", "Maison Un");
  const { cookie } = await door.settle("two@lefevre.test", first.temporaryPassword);
  expect(cookie).toContain(first.orgId);
  const second = await createOrganisation(app.platform, {
    name: "Maison Deux",
    language: "fr",
    administrator: {
      email: "two@lefevre.test",
      name: "Ada Byron",
      samePasswordAs: { orgId: first.orgId, userId: first.userId },
    },
  });
  expect(second.temporaryPassword).toBeNull();
  const offered = await signIn("two@lefevre.test", own);
  expect(offered.headers["set-cookie"]).toBeUndefined();
  expect(offered.body).toEqual({
    kind: "choose-organisation",
    organisations: [
      { orgId: first.orgId, name: "Maison Un" },
      { orgId: second.orgId, name: "Maison Deux" },
    ],
  });
  const chosen = await signIn("two@lefevre.test", own, second.orgId);
  expect(chosen.body.session.organisation.name).toBe("Maison Deux");
});

test("a session ends after two idle hours, and after twelve in any case", async () => {
  const { temporaryPassword } = await newCompany("idle@lefevre.test");
  const { cookie } = await door.settle("idle@lefevre.test", temporaryPassword);
  for (let hour = 0; hour < 11; hour++) {
    await app.shiftTime({ hours: 1 });
    expect((await visitor(cookie).request("GET", "/session")).status).toBe(200);
  }
  await app.shiftTime({ hours: 1, minutes: 1 });
  expect((await visitor(cookie).request("GET", "/session")).status).toBe(401);

  const again = cookieOf(await signIn("idle@lefevre.test", own));
  await app.shiftTime({ hours: 2, minutes: 1 });
  expect((await visitor(again).request("GET", "/session")).status).toBe(401);
});

test("signing in again replaces the session that the browser had", async () => {
  const { temporaryPassword } = await newCompany("rotate@lefevre.test");
  const { cookie: before } = await door.settle("rotate@lefevre.test", temporaryPassword);
  const answer = await app.anonymous.request("POST", "/sign-in", {
    body: { email: "rotate@lefevre.test", password: own },
    headers: { cookie: before },
  });
  expect(cookieOf(answer)).not.toBe(before);
  expect((await visitor(before).request("GET", "/session")).status).toBe(401);
  expect((await visitor(cookieOf(answer)).request("GET", "/session")).status).toBe(200);
});

test("sessions are listed, and a revoked or signed-out one opens nothing", async () => {
  const { temporaryPassword } = await newCompany("list@lefevre.test");
  const { cookie: here } = await door.settle("list@lefevre.test", temporaryPassword);
  const there = cookieOf(await signIn("list@lefevre.test", own));
  const { items } = (await visitor(here).request("GET", "/account/sessions")).body;
  expect(items).toHaveLength(2);
  const other = items.find((item: { isCurrent: boolean }) => !item.isCurrent);
  expect((await visitor(here).request("DELETE", `/account/sessions/${other.sessionId}`)).status).toBe(200);
  expect((await visitor(there).request("GET", "/session")).status).toBe(401);
  expect((await visitor(here).request("POST", "/sign-out", {})).status).toBe(200);
  expect((await visitor(here).request("GET", "/session")).status).toBe(401);
});

test("the cookie carries the organisation in clear, is hidden from scripts and is kept only as a hash", async () => {
  const { orgId, temporaryPassword } = await newCompany("cookie@lefevre.test");
  const answer = await signIn("cookie@lefevre.test", temporaryPassword);
  const header = String(answer.headers["set-cookie"]);
  expect(header).toMatch(new RegExp(`^placet=${orgId}\\.[\\w-]{43}; `));
  expect(header).toContain("HttpOnly");
  expect(header).toContain("SameSite=Lax");
  const secret = cookieOf(answer).split(".")[1]!;
  const rows = await app.run({ orgId }, (ctx) =>
    sql<{ text: string }>`SELECT sessions::text AS text FROM identity.sessions WHERE org_id = ${orgId}`.execute(ctx.tx),
  );
  expect(rows.rows).toHaveLength(1);
  expect(rows.rows[0]?.text).not.toContain(secret);
});

test("a forged cookie, of another organisation or with another secret, is nobody", async () => {
  const { temporaryPassword } = await newCompany("forge@lefevre.test");
  const other = await newCompany("forge-other@lefevre.test");
  const { cookie } = await door.settle("forge@lefevre.test", temporaryPassword);
  const secret = cookie.split(".")[1];
  for (const forged of [`placet=${other.orgId}.${secret}`, `${cookie.slice(0, -1)}_`, "placet=", "placet=../../x.y"]) {
    expect((await visitor(forged).request("GET", "/session")).status).toBe(401);
  }
});
