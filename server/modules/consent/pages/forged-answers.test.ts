import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, type TestPerson, typesOf } from "../../../../tests/support/people.ts";
import { type Links, makeLinks } from "../../../../tests/support/person-links.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../../tests/support/test-app.ts";
import { newId } from "../../../platform/ids.ts";
import { listHistory, listStates, withdrawConsent } from "../index.ts";

let app: TestApp;
let org: TestOrganisation;
let types: Awaited<ReturnType<typeof typesOf>>;
let links: Links;

beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation({ name: "Chauffage Martin & Fils" });
  types = await typesOf(app, org);
  links = await makeLinks(app, org);
});
afterAll(() => app.stop());

async function statusOf(person: TestPerson): Promise<string | undefined> {
  return (await app.run(org, (ctx) => listStates(ctx, [person.addressId])))[0]?.status;
}

async function eventsOf(person: TestPerson): Promise<string[]> {
  const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: person.addressId, limit: 50 }));
  return items.map((item) => `${item.kind} by ${item.actor} (${item.source})`);
}

/** Every row of every table of the organisation, with the transaction that wrote it. */
async function contentOfDatabase(): Promise<unknown[]> {
  const tables = await app.asOwner<{ name: string }>(
    "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema IN ('consent', 'contacts', 'audit', 'identity') AND table_type = 'BASE TABLE' ORDER BY 1",
  );
  const contents: unknown[] = [];
  for (const { name } of tables) {
    await app.run(org, async (ctx) => {
      const { rows } =
        await sql`SELECT count(*), md5(coalesce(string_agg(t::text || t.xmin, ',' ORDER BY t::text), '')) FROM ${sql.table(name)} t`.execute(
          ctx.tx,
        );
      contents.push(name, rows);
    });
  }
  expect(contents.length).toBeGreaterThan(40);
  return contents;
}

describe("scanners (C-12, C-13)", () => {
  test("change nothing by opening, probing or following anything, however often", async () => {
    const person = await newPerson(app, org);
    const tokens = (["consent", "preferences", "one-click"] as const).map((purpose) =>
      links.linkFor(person, { purpose }),
    );
    const before = await contentOfDatabase();
    const paths = [...tokens, ...tokens.toReversed()].flatMap((token) => [`!/c/${token}`, `!/u/${token}`]);
    const agents = [{}, { "sec-purpose": "prefetch" }, { "user-agent": "BarracudaScanner/2" }];
    const visits = paths.flatMap((path) =>
      ["GET", "HEAD", "OPTIONS"].flatMap((method) => agents.map((headers) => ({ path, method, headers }))),
    );
    for (const { path, method, headers } of visits) await app.anonymous.request(method, path, { headers });
    expect(await contentOfDatabase()).toEqual(before);
  });

  test("who submits the first form at once gives nothing", async () => {
    const person = await newPerson(app, org);
    const token = links.linkFor(person);
    const page = await links.post(token, {
      decision: "accept",
      type: types.newsletter,
      nonce: await links.nonceOf(token),
    });
    expect(page.status).toBe(409);
    expect(page.text).toContain("Appuyez encore une fois");
    expect(await eventsOf(person)).toEqual([]);
  });
});

describe("a form changes nothing", () => {
  test.each<[string, (nonce: string) => { body: string; headers: Record<string, string> }]>([
    ["without any field", () => ({ body: "", headers: links.formHeaders })],
    ["without a nonce", () => ({ body: `decision=accept&type=${types.newsletter}`, headers: links.formHeaders })],
    [
      "with a made-up nonce",
      () => ({
        body: `decision=accept&type=${types.newsletter}&nonce=1767225600000.abc.def`,
        headers: links.formHeaders,
      }),
    ],
    [
      "without a decision",
      (nonce) => ({ body: `type=${types.newsletter}&nonce=${nonce}`, headers: links.formHeaders }),
    ],
    [
      "with an unknown decision",
      (nonce) => ({ body: `decision=maybe&type=${types.newsletter}&nonce=${nonce}`, headers: links.formHeaders }),
    ],
    [
      "with two decisions",
      (nonce) => ({
        body: `decision=accept&decision=refuse&type=${types.newsletter}&nonce=${nonce}`,
        headers: links.formHeaders,
      }),
    ],
    [
      "as JSON",
      (nonce) => ({
        body: JSON.stringify({ decision: "accept", type: types.newsletter, nonce }),
        headers: { "content-type": "application/json" },
      }),
    ],
  ])("%s", async (...[, make]) => {
    const person = await newPerson(app, org);
    const token = links.linkFor(person);
    const nonce = await links.nonceOf(token);
    await links.shift({ seconds: 5 });
    const { body, headers } = make(nonce);
    const page = await app.anonymous.request("POST", `!/c/${token}`, { body, headers });
    expect(page.status).toBe(400);
    expect(await eventsOf(person)).toEqual([]);
  });

  test("with the nonce of another person's page", async () => {
    const [ada, ben] = [await newPerson(app, org), await newPerson(app, org)];
    const nonce = await links.nonceOf(links.linkFor(ben));
    await links.shift({ seconds: 5 });
    expect((await links.post(links.linkFor(ada), { decision: "accept", type: types.newsletter, nonce })).status).toBe(
      400,
    );
    expect(await eventsOf(ada)).toEqual([]);
  });

  test("from a page that was left open for more than an hour", async () => {
    const person = await newPerson(app, org);
    const token = links.linkFor(person);
    const nonce = await links.nonceOf(token);
    await links.shift({ minutes: 61 });
    expect((await links.post(token, { decision: "accept", type: types.newsletter, nonce })).status).toBe(409);
    expect(await eventsOf(person)).toEqual([]);
  });

  test("the second time: a form answers once, also after the person changed their mind elsewhere", async () => {
    const person = await newPerson(app, org);
    const token = links.linkFor(person);
    const nonce = await links.nonceOf(token);
    await links.shift({ seconds: 5 });
    const form = { decision: "accept", type: types.newsletter, nonce };
    await Promise.all(Array.from({ length: 8 }, () => links.post(token, form)));
    await app.run(org, (ctx) =>
      withdrawConsent(ctx, { addressId: person.addressId, typeId: types.newsletter, source: "phone" }),
    );
    expect((await links.post(token, form)).text).toContain("C&#39;était déjà enregistré");
    expect(await eventsOf(person)).toEqual(["withdrawn by staff (phone)", "granted by person (own-page)"]);
  });
});

describe("a link that we did not make opens the same neutral page as one that leads to nobody (C-15)", () => {
  test("whatever is wrong with it", async () => {
    const person = await newPerson(app, org);
    const token = links.linkFor(person);
    const other = await app.newOrganisation();
    const bad = [
      "nonsense",
      token.slice(0, -1),
      token.toUpperCase(),
      `${token}.`,
      `${token}A`,
      `${token.slice(0, 20)}${token[20] === "A" ? "B" : "A"}${token.slice(21)}`,
      links.linkFor(person, { purpose: "one-click" }),
      links.linkFor(person, { orgId: other.orgId }),
      links.linkFor(person, { orgId: newId() }),
      links.linkFor({ ...person, addressId: newId() }),
    ];
    const pages = await Promise.all(
      bad.flatMap((one) => [
        links.open(one),
        links.post(one, { decision: "accept", type: types.newsletter, nonce: "x" }),
      ]),
    );
    expect(new Set(pages.map((page) => page.status))).toEqual(new Set([404]));
    expect(new Set(pages.map((page) => page.text)).size).toBe(1);
    expect(pages[0]?.text).toContain("This link opens nothing");
  });

  test("and so does a yes by a link of more than 30 days; a no works for ever", async () => {
    const person = await newPerson(app, org);
    const token = links.linkFor(person);
    await links.shift({ days: 31 });
    const page = await links.open(token);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('value="accept"');
    expect((await links.answer(token, "accept")).status).toBe(404);
    expect(await eventsOf(person)).toEqual([]);
    await links.shift({ days: 3000 });
    expect((await links.answer(token, "refuse")).status).toBe(200);
    expect(await statusOf(person)).toBe("refused");
  });
});
