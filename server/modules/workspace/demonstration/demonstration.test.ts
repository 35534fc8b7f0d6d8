import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../../tests/support/test-app.ts";
import { verifyLedger } from "../../consent/index.ts";
import { createOrganisation } from "../../identity/index.ts";
import { demoPeopleCount, makeDemoPeople } from "./demo-people.rules.ts";
import { fillDemonstration } from "./fill-demonstration.ts";

describe("the people of the demonstration", () => {
  test("are the same on every machine", () => {
    expect(JSON.stringify(makeDemoPeople())).toBe(JSON.stringify(makeDemoPeople()));
    expect(makeDemoPeople()).toHaveLength(demoPeopleCount);
  });

  test("have addresses that can be nobody's: reserved domains and numbers of fiction", () => {
    const addresses = makeDemoPeople().flatMap((person) => person.contact.addresses);
    for (const { kind, typed } of addresses) {
      if (kind === "email") expect(typed).toMatch(/@(example\.(org|net)|[a-z-]+\.example|[a-z]+\.test)$/i);
      else expect(typed).toMatch(/^0(1 99 00|2 61 91|3 53 01|4 65 71|5 36 49) \d\d \d\d$/);
    }
  });
});

describe("a filled demonstration", () => {
  let app: TestApp;
  let org: TestOrganisation;
  beforeAll(async () => {
    app = await startTestApp();
    org = await createOrganisation(app.platform, { name: "Chauffage Martin", language: "fr", isDemonstration: true });
    await app.drainQueue();
  }, 240_000);
  afterAll(() => app.stop());

  const look = <Row>(query: RawBuilder<Row>) => app.run(org, async (ctx) => (await query.execute(ctx.tx)).rows);

  test("has 500 contacts of every kind and status, in form", async () => {
    const staff = app.signedIn(org, "viewer");
    const total = async (query: object) =>
      (await staff.request("GET", "/contacts", { query: { limit: 1, ...query } })).body.total;
    expect(await total({})).toBe(500);
    for (const kind of ["client", "supplier", "directory"]) expect(await total({ kind })).toBeGreaterThan(30);
    for (const status of ["client", "prospect", "nc"]) expect(await total({ status })).toBeGreaterThan(20);
    const [unformed] = await look(sql<{ n: number }>`
      SELECT count(*) AS n FROM contacts.contact_directory WHERE last_name <> upper(last_name) OR city <> upper(city)`);
    expect(unformed?.n).toBe(0);
  });

  test("has every consent situation for the main type, and other types beside it", async () => {
    const states = await look(sql<{ state: string; contacts: number }>`
      SELECT CASE WHEN s.state = 'accepted' AND s.valid_until <= platform.current_time() THEN 'expired' ELSE s.state END AS state,
             count(*) AS contacts
      FROM consent.current_states s JOIN consent.types t USING (org_id, type_id)
      WHERE t.is_main GROUP BY 1`);
    const count = new Map(states.map((row) => [row.state, row.contacts]));
    for (const state of ["accepted", "pending", "refused", "withdrawn", "expired"]) {
      expect(count.get(state) ?? 0, state).toBeGreaterThan(15);
    }
    const [suppressed] = await look(
      sql<{ n: number }>`SELECT count(DISTINCT address_id) AS n FROM consent.suppressed_addresses`,
    );
    expect(suppressed?.n).toBeGreaterThan(3);
    const types = await look(sql<{ code: string }>`
      SELECT DISTINCT t.code FROM consent.current_states s JOIN consent.types t USING (org_id, type_id) ORDER BY 1`);
    expect(types.map((row) => row.code)).toEqual(
      expect.arrayContaining(["calls", "maintenance", "newsletter", "offers"]),
    );
  });

  test("has people who share an address, and strangers on a bought list who are external", async () => {
    const [shared] = await look(sql<{ n: number }>`
      SELECT count(*) AS n FROM (
        SELECT address_id FROM contacts.address_book GROUP BY address_id HAVING count(DISTINCT contact_id) > 1) s`);
    expect(shared?.n).toBeGreaterThan(4);
    const { items } = (await app.signedIn(org, "administrator").request("GET", "/contact-imports")).body;
    expect(items).toMatchObject([{ state: "done", settings: { people: "list" }, totalRows: 18 }]);
  });

  test("holds a ledger that verifies, and a mailing that waits to be finished", async () => {
    const campaigns = await app.signedIn(org, "viewer").request("GET", "/campaigns");
    expect(campaigns.body.items).toMatchObject([{ kind: "mailing", state: "draft", launchedAt: null }]);
    expect(await app.run(org, (ctx) => verifyLedger(ctx))).toMatchObject({ isIntact: true, fault: null });
  });

  test("is not filled twice when its job runs again", async () => {
    expect(await fillDemonstration(app.platform, org)).toBe(true);
    expect((await app.signedIn(org, "viewer").request("GET", "/contacts", { query: { limit: 1 } })).body.total).toBe(
      500,
    );
  });
});
