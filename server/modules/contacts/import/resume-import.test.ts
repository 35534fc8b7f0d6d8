import { afterAll, expect, test } from "vitest";
import { startTestApp } from "../../../../tests/support/test-app.ts";
import { importSteps } from "./import-testing.ts";
import { wakeImports } from "./wake-imports.ts";

const app = await startTestApp();
afterAll(() => app.stop());

const people = (count: number) =>
  `Nom;E-mail\n${Array.from({ length: count }, (_, n) => `Nom${n};p${n}@exemple.fr`).join("\n")}\n`;

// The database refuses in the middle of the second thousand, as a killed process or a lost connection would.
const breakAt = (number: number) => `
  CREATE FUNCTION contacts.break_import() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.contact_number = ${number} THEN RAISE EXCEPTION 'cut'; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER break_import BEFORE INSERT ON contacts.contacts FOR EACH ROW EXECUTE FUNCTION contacts.break_import()`;

test("an import that is cut in the middle has done whole thousands, and goes on by itself", async () => {
  const org = await app.newOrganisation();
  const staff = app.signedIn(org, "administrator");
  const steps = importSteps(app, staff);
  const { importId } = await steps.check(people(2500));
  await app.asOwner(breakAt(1500));
  await steps.start(importId);
  await expect(app.drainQueue()).rejects.toThrow("cut");
  const total = async () => (await staff.request("GET", "/contacts")).body.total;
  const seen = (await staff.request("GET", `/contact-imports/${importId}`)).body;
  expect(seen).toMatchObject({ state: "running", doneRows: 1000, totalRows: 2500 });
  expect(await total()).toBe(1000);

  await app.asOwner("DROP TRIGGER break_import ON contacts.contacts");
  await wakeImports(app.platform);
  expect((await steps.get(importId)).state).toBe("running");
  await app.shiftTime({ minutes: 2 });
  await wakeImports(app.platform);
  expect(await steps.get(importId)).toMatchObject({ state: "done", doneRows: 2500, counts: { new: 2500 } });
  expect(await total()).toBe(2500);
  const { items } = (await staff.request("GET", "/contacts", { query: { sort: "-number", limit: 1 } })).body;
  expect(items[0].contactNumber).toBe(2500);
});

test("two jobs on one import share the work and double nothing", async () => {
  const org = await app.newOrganisation();
  const staff = app.signedIn(org, "administrator");
  const steps = importSteps(app, staff);
  const { importId } = await steps.check(people(3000));
  await steps.start(importId);
  await app.shiftTime({ minutes: 2 });
  await wakeImports(app.platform);
  const jobs = await app.platform.queue.boss.fetch("contacts.run-import", { batchSize: 5 });
  expect(jobs).toHaveLength(2);
  const { runImportJob } = await import("./import.jobs.ts");
  await Promise.all(jobs.map((job) => runImportJob.runUnchecked(app.platform, job.data)));
  expect(await steps.get(importId)).toMatchObject({ state: "done", counts: { new: 3000 } });
  expect((await staff.request("GET", "/contacts")).body.total).toBe(3000);
});
