import { afterAll, expect, test } from "vitest";
import { cookieOf, openDoor, ownPassword } from "../../../../tests/support/door.ts";
import { startTestApp } from "../../../../tests/support/test-app.ts";

const app = await startTestApp();
afterAll(() => app.stop());
const door = openDoor(app);
const next = "Wq8%deep-Harbour";

test("changing one's own password asks for the old one", async () => {
  const ada = await door.newAdministrator("old@lefevre.test");
  const refused = await ada.request("POST", "/account/password", { currentPassword: "not it", newPassword: next });
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ code: "identity.wrong-password", field: "currentPassword" });
  expect((await door.signIn("old@lefevre.test", ownPassword)).status).toBe(200);
});

test("guessing the old password from an open screen is slowed down like guessing at the door", async () => {
  const ada = await door.newAdministrator("guess@lefevre.test");
  for (let attempt = 0; attempt < 5; attempt++) {
    await ada.request("POST", "/account/password", { currentPassword: "guess", newPassword: next });
  }
  const delayed = await ada.request("POST", "/account/password", { currentPassword: ownPassword, newPassword: next });
  expect(delayed.body.code).toBe("identity.sign-in-delayed");
});

test("a change ends every other session and gives the one who changed it a new cookie", async () => {
  const ada = await door.newAdministrator("others@lefevre.test");
  const elsewhere = door.visitor(cookieOf(await door.signIn("others@lefevre.test", ownPassword)));
  const changed = await ada.request("POST", "/account/password", { currentPassword: ownPassword, newPassword: next });
  expect(changed.status).toBe(200);
  expect((await elsewhere.request("GET", "/session")).status).toBe(401);
  expect((await ada.request("GET", "/session")).status).toBe(401);
  expect((await door.visitor(cookieOf(changed)).request("GET", "/session")).status).toBe(200);
  expect((await door.signIn("others@lefevre.test", ownPassword)).status).toBe(401);
});

test("a refused password says in the user's language all that it lacks", async () => {
  const ada = await door.newAdministrator("lacks@lefevre.test");
  const refused = await ada.request("POST", "/account/password", {
    currentPassword: ownPassword,
    newPassword: "kzvwqjx",
  });
  expect(refused.status).toBe(422);
  expect(refused.body.code).toBe("identity.password-refused");
  expect(refused.body.title).toBe(
    "Ce mot de passe n'est pas accepté. Ce qui ne va pas\u00a0: il a moins de 12 caractères, il manque une lettre majuscule, " +
      "il manque un chiffre et il manque un caractère spécial comme @ # $ %.",
  );
});

test("the name of the company, of the user and the old password itself are refused", async () => {
  const ada = await door.newAdministrator("context@lefevre.test");
  for (const [password, fault] of [
    ["Xk9#lefevre-wqz", "contains-context"],
    ["Xk9#wqz-Byron-tu", "contains-context"],
    [ownPassword, "same-as-before"],
  ] as const) {
    const refused = await ada.request("POST", "/account/password", {
      currentPassword: ownPassword,
      newPassword: password,
    });
    expect(refused.body.code, fault).toBe("identity.password-refused");
  }
});

test("a stricter rule opens only the change form at the next sign-in", async () => {
  const ada = await door.newAdministrator("stricter@lefevre.test");
  const short = "Wq8%deepHarb";
  await ada.request("POST", "/account/password", { currentPassword: ownPassword, newPassword: short });
  const before = door.visitor(cookieOf(await door.signIn("stricter@lefevre.test", short)));
  expect((await before.request("PATCH", "/organisation", { passwordRule: "passphrase" })).status).toBe(200);
  const answer = await door.signIn("stricter@lefevre.test", short);
  expect(answer.body.session.mustChangePassword).toBe(true);
  const after = door.visitor(cookieOf(answer));
  expect((await after.request("GET", "/users")).body.code).toBe("identity.password-change-required");
  const phrase = "seven green lanterns on a pier";
  const changed = await after.request("POST", "/account/password", { currentPassword: short, newPassword: phrase });
  expect((await door.visitor(cookieOf(changed)).request("GET", "/users")).status).toBe(200);
});

test("any character is part of a password, in whatever form of Unicode it is typed", async () => {
  const ada = await door.newAdministrator("unicode@lefevre.test");
  const typed = "Zoë-7%été-наука-\u{1f511}";
  await ada.request("POST", "/account/password", { currentPassword: ownPassword, newPassword: typed.normalize("NFC") });
  expect((await door.signIn("unicode@lefevre.test", typed.normalize("NFD"))).status).toBe(200);
});
