import { afterAll, expect, test } from "vitest";
import { organisationCreated } from "../../../../contracts/identity.ts";
import { openDoor } from "../../../../tests/support/door.ts";
import { startTestApp } from "../../../../tests/support/test-app.ts";
import { createEventBus, subscribe } from "../../../platform/events.ts";
import { createOrganisation, ensureFirstStart, listOrganisationIds } from "../index.ts";

const app = await startTestApp();
afterAll(() => app.stop());
const door = openDoor(app);
const firstStart = {
  name: "Placet demo",
  language: "fr",
  administrator: { email: "admin@placet.test", name: "First" },
} as const;

async function countOrganisations(): Promise<number> {
  let count = 0;
  for await (const _ of listOrganisationIds(app.platform)) count += 1;
  return count;
}

test("the first start makes an administrator, each further one a new password until somebody chose an own one", async () => {
  const first = await ensureFirstStart(app.platform, firstStart);
  const second = await ensureFirstStart(app.platform, firstStart);
  expect(second).toMatchObject({ orgId: first?.orgId, email: "admin@placet.test" });
  expect((await door.signIn("admin@placet.test", first?.temporaryPassword ?? "")).status).toBe(401);
  await door.settle("admin@placet.test", second?.temporaryPassword ?? "");
  expect(await ensureFirstStart(app.platform, firstStart)).toBeUndefined();
  expect(await countOrganisations()).toBe(1);
});

test("a new organisation has a default shop, and the other modules hear of it in the same transaction", async () => {
  const heard: unknown[] = [];
  const listener = subscribe(organisationCreated, async (_ctx, payload) => void heard.push(payload));
  const platform = { ...app.platform, events: createEventBus([listener]) };
  const { orgId } = await createOrganisation(platform, { name: "Officina Rossi", language: "it" });
  expect(heard).toEqual([
    { orgId, name: "Officina Rossi", language: "it", defaultCountry: "IT", isDemonstration: false },
  ]);
  const viewer = app.signedIn({ orgId }, "viewer");
  expect((await viewer.request("GET", "/shops")).body.items).toMatchObject([
    { name: "Officina Rossi", isDefault: true },
  ]);
});

test("when a module cannot follow, there is no half organisation", async () => {
  const before = await countOrganisations();
  const listener = subscribe(organisationCreated, async () => {
    throw new Error("a module fails");
  });
  const platform = { ...app.platform, events: createEventBus([listener]) };
  await expect(createOrganisation(platform, { name: "Half", language: "en" })).rejects.toThrow("a module fails");
  expect(await countOrganisations()).toBe(before);
});

test("settings are changed by an administrator, checked, and written to the audit", async () => {
  const ada = await door.newAdministrator("settings@lefevre.test");
  const changed = await ada.request("PATCH", "/organisation", { timeZone: "Europe/Madrid", defaultCountry: "ES" });
  expect(changed.body).toMatchObject({ timeZone: "Europe/Madrid", defaultCountry: "ES", language: "fr" });
  expect((await ada.request("GET", "/organisation")).body).toEqual(changed.body);
  const wrong = await ada.request("PATCH", "/organisation", { timeZone: "Europe/Atlantis" });
  expect(wrong.body).toMatchObject({ code: "identity.unknown-time-zone", field: "timeZone" });
  const weak = await ada.request("PATCH", "/organisation", { passwordRule: "none" });
  expect(weak.status).toBe(422);
  const audit = (await ada.request("GET", "/audit-entries?search=identity.organisation-changed")).body;
  expect(audit.items).toMatchObject([{ details: { changed: ["timeZone", "defaultCountry"] } }]);
});

test("one shop at a time is the default one", async () => {
  const ada = await door.newAdministrator("shops@lefevre.test");
  const added = await ada.request("POST", "/shops", { name: "Gare", city: "Lyon" });
  expect(added).toMatchObject({ status: 201, body: { name: "Gare", city: "Lyon", isDefault: false } });
  await ada.request("PATCH", `/shops/${added.body.shopId}`, { isDefault: true, city: null });
  const { items } = (await ada.request("GET", "/shops")).body;
  expect(items).toMatchObject([
    { name: "Gare", city: null, isDefault: true },
    { name: "Boulangerie Lefevre", isDefault: false },
  ]);
});
