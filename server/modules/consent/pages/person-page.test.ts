import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, type TestPerson, typesOf } from "../../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../../tests/support/test-app.ts";
import { newId } from "../../../platform/ids.ts";
import type { LinkPurpose } from "../../../platform/keys/keys.ts";
import { listHistory, listStates, recordGrant, refuseConsent, withdrawConsent } from "../index.ts";

let app: TestApp;
let org: TestOrganisation;
let types: Awaited<ReturnType<typeof typesOf>>;
let shiftedMs = 0;

beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation({ name: "Chauffage Martin & Fils" });
  types = await typesOf(app, org);
});
afterAll(() => app.stop());

function linkFor(
  person: TestPerson,
  change: { purpose?: LinkPurpose; typeId?: string | null; messageId?: string; orgId?: string } = {},
): string {
  const subject = {
    purpose: "consent" as LinkPurpose,
    orgId: org.orgId,
    messageId: newId(Date.now() + shiftedMs),
    typeId: types.newsletter,
    ...change,
  };
  return app.platform.keys.makeLinkToken({ ...subject, addressId: person.addressId });
}

async function shift(by: { days?: number; minutes?: number; seconds?: number }): Promise<void> {
  await app.shiftTime(by);
  shiftedMs += (((by.days ?? 0) * 24 * 60 + (by.minutes ?? 0)) * 60 + (by.seconds ?? 0)) * 1000;
}

function open(token: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) {
  return app.anonymous.request("GET", `!/c/${token}`, { query, headers });
}

const formHeaders = { "content-type": "application/x-www-form-urlencoded" };

function post(token: string, fields: Record<string, string>) {
  return app.anonymous.request("POST", `!/c/${token}`, {
    body: new URLSearchParams(fields).toString(),
    headers: formHeaders,
  });
}

async function nonceOf(token: string): Promise<string> {
  return /name="nonce" value="([^"]+)"/.exec((await open(token)).text)?.[1] ?? "";
}

/** As a person does: opens, reads for a while, presses. */
async function answer(token: string, decision: string, type = types.newsletter) {
  const nonce = await nonceOf(token);
  await shift({ seconds: 5 });
  return post(token, { decision, type, nonce });
}

async function statusOf(person: TestPerson): Promise<string | undefined> {
  return (await app.run(org, (ctx) => listStates(ctx, [person.addressId])))[0]?.status;
}

async function eventsOf(person: TestPerson): Promise<string[]> {
  const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: person.addressId, limit: 50 }));
  return items.map((item) => `${item.kind} by ${item.actor} (${item.source})`);
}

describe("the person's page", () => {
  test("shows who asks, for what, and equal buttons, without script, cookie or third party", async () => {
    const page = await open(linkFor(await newPerson(app, org, "ada@example.org")));
    expect(page.status).toBe(200);
    expect(page.text).toContain("Que peut vous envoyer Chauffage Martin &amp; Fils");
    expect(page.text).toContain("ada@example.org");
    expect(page.text).toMatch(
      /value="accept"[^>]*>Oui, j&#39;accepte<\/button>\s*<button name="decision" value="refuse"[^>]*>Non, merci</,
    );
    expect(page.text).not.toMatch(/<script|<img|https?:\/\/|javascript:/);
    expect(page.headers["set-cookie"]).toBeUndefined();
    expect(page.headers).toMatchObject({ "referrer-policy": "no-referrer", "cache-control": "no-store" });
    expect(page.headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  });

  test.each(["en", "fr", "es", "it"] as const)(
    "speaks %s when asked to, and shows no key of a phrase",
    async (lang) => {
      const page = await open(linkFor(await newPerson(app, org)), { lang });
      expect(page.text).toContain(`<html lang="${lang}">`);
      expect(page.text).not.toMatch(/(page|states|buttons|events|sources)\.[a-z-]+/);
    },
  );

  test("speaks the browser's language, else the organisation's", async () => {
    const token = linkFor(await newPerson(app, org));
    expect((await open(token, {}, { "accept-language": "de, it;q=0.8" })).text).toContain('<html lang="it">');
    expect((await open(token)).text).toContain('<html lang="fr">');
    expect((await open(token, { lang: "xx" })).status).toBe(200);
  });

  test("escapes what names hold", async () => {
    const hostile = await app.newOrganisation({ name: `"><script>alert(1)</script>` });
    await typesOf(app, hostile);
    const person = await newPerson(app, hostile);
    const page = await open(linkFor(person, { orgId: hostile.orgId, typeId: null }));
    expect(page.status).toBe(200);
    expect(page.text).not.toContain("<script>");
  });

  test("records a yes with the words that were shown, their version and the link's message", async () => {
    const person = await newPerson(app, org);
    const token = linkFor(person);
    expect((await answer(token, "accept")).text).toContain(
      "Merci. Votre accord pour «\u00a0Actualités et offres\u00a0» est enregistré.",
    );
    const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: person.addressId, limit: 5 }));
    expect(items).toMatchObject([
      {
        kind: "granted",
        actor: "person",
        source: "own-page",
        language: "fr",
        wordingVersion: 1,
        messageId: expect.any(String),
      },
    ]);
    expect(items[0]?.wordingText).toContain("J'accepte de recevoir des actualités");
  });

  test("offers to undo a yes at once", async () => {
    const person = await newPerson(app, org);
    const token = linkFor(person);
    const nonce =
      /value="([^"]+)">\s*<input type="hidden" name="type"[^>]*>\s*<div class="buttons">\s*<button name="decision" value="undo"/.exec(
        (await answer(token, "accept")).text,
      )?.[1] ?? "";
    await shift({ seconds: 3 });
    expect((await post(token, { decision: "undo", type: types.newsletter, nonce })).status).toBe(200);
    expect(await eventsOf(person)).toEqual(["withdrawn by person (undo)", "granted by person (own-page)"]);
  });

  test("lets the person, and nobody else, come back from a no", async () => {
    const person = await newPerson(app, org);
    const { addressId } = person;
    await app.run(org, (ctx) => refuseConsent(ctx, { addressId, typeId: types.newsletter, source: "phone" }));
    await expect(
      app.run(org, (ctx) =>
        recordGrant(ctx, {
          addressId,
          typeId: types.newsletter,
          givenOn: "2025-01-01",
          source: "paper",
          evidence: "form 3",
        }),
      ),
    ).rejects.toThrow("consent.final-for-staff");
    await answer(linkFor(person, { purpose: "preferences", typeId: null }), "accept");
    expect(await statusOf(person)).toBe("accepted");
  });

  test("says no to everything with one button", async () => {
    const person = await newPerson(app, org);
    await app.run(org, (ctx) =>
      recordGrant(ctx, {
        addressId: person.addressId,
        typeId: types.calls,
        givenOn: "2025-01-01",
        source: "paper",
        evidence: "form 3",
      }),
    );
    const token = linkFor(person);
    const nonce = await nonceOf(token);
    await shift({ seconds: 2 });
    await post(token, { decision: "refuse-all", nonce });
    expect((await eventsOf(person)).sort()).toEqual([
      "granted by staff (paper)",
      "refused by person (own-page)",
      "refused by person (own-page)",
      "withdrawn by person (own-page)",
    ]);
  });
});

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
    const tokens = (["consent", "preferences", "one-click"] as const).map((purpose) => linkFor(person, { purpose }));
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
    const token = linkFor(person);
    const page = await post(token, { decision: "accept", type: types.newsletter, nonce: await nonceOf(token) });
    expect(page.status).toBe(409);
    expect(page.text).toContain("Appuyez encore une fois");
    expect(await eventsOf(person)).toEqual([]);
  });
});

describe("a form changes nothing", () => {
  test.each<[string, (nonce: string) => { body: string; headers: Record<string, string> }]>([
    ["without any field", () => ({ body: "", headers: formHeaders })],
    ["without a nonce", () => ({ body: `decision=accept&type=${types.newsletter}`, headers: formHeaders })],
    [
      "with a made-up nonce",
      () => ({ body: `decision=accept&type=${types.newsletter}&nonce=1767225600000.abc.def`, headers: formHeaders }),
    ],
    ["without a decision", (nonce) => ({ body: `type=${types.newsletter}&nonce=${nonce}`, headers: formHeaders })],
    [
      "with an unknown decision",
      (nonce) => ({ body: `decision=maybe&type=${types.newsletter}&nonce=${nonce}`, headers: formHeaders }),
    ],
    [
      "with two decisions",
      (nonce) => ({
        body: `decision=accept&decision=refuse&type=${types.newsletter}&nonce=${nonce}`,
        headers: formHeaders,
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
    const token = linkFor(person);
    const nonce = await nonceOf(token);
    await shift({ seconds: 5 });
    const { body, headers } = make(nonce);
    const page = await app.anonymous.request("POST", `!/c/${token}`, { body, headers });
    expect(page.status).toBe(400);
    expect(await eventsOf(person)).toEqual([]);
  });

  test("with the nonce of another person's page", async () => {
    const [ada, ben] = [await newPerson(app, org), await newPerson(app, org)];
    const nonce = await nonceOf(linkFor(ben));
    await shift({ seconds: 5 });
    expect((await post(linkFor(ada), { decision: "accept", type: types.newsletter, nonce })).status).toBe(400);
    expect(await eventsOf(ada)).toEqual([]);
  });

  test("from a page that was left open for more than an hour", async () => {
    const person = await newPerson(app, org);
    const token = linkFor(person);
    const nonce = await nonceOf(token);
    await shift({ minutes: 61 });
    expect((await post(token, { decision: "accept", type: types.newsletter, nonce })).status).toBe(409);
    expect(await eventsOf(person)).toEqual([]);
  });

  test("the second time: a form answers once, also after the person changed their mind elsewhere", async () => {
    const person = await newPerson(app, org);
    const token = linkFor(person);
    const nonce = await nonceOf(token);
    await shift({ seconds: 5 });
    const form = { decision: "accept", type: types.newsletter, nonce };
    await Promise.all(Array.from({ length: 8 }, () => post(token, form)));
    await app.run(org, (ctx) =>
      withdrawConsent(ctx, { addressId: person.addressId, typeId: types.newsletter, source: "phone" }),
    );
    expect((await post(token, form)).text).toContain("C&#39;était déjà enregistré");
    expect(await eventsOf(person)).toEqual(["withdrawn by staff (phone)", "granted by person (own-page)"]);
  });
});

describe("a link that we did not make opens the same neutral page as one that leads to nobody (C-15)", () => {
  test("whatever is wrong with it", async () => {
    const person = await newPerson(app, org);
    const token = linkFor(person);
    const other = await app.newOrganisation();
    const bad = [
      "nonsense",
      token.slice(0, -1),
      token.toUpperCase(),
      `${token}.`,
      `${token}A`,
      `${token.slice(0, 20)}${token[20] === "A" ? "B" : "A"}${token.slice(21)}`,
      linkFor(person, { purpose: "one-click" }),
      linkFor(person, { orgId: other.orgId }),
      linkFor(person, { orgId: newId() }),
      linkFor({ ...person, addressId: newId() }),
    ];
    const pages = await Promise.all(
      bad.flatMap((one) => [open(one), post(one, { decision: "accept", type: types.newsletter, nonce: "x" })]),
    );
    expect(new Set(pages.map((page) => page.status))).toEqual(new Set([404]));
    expect(new Set(pages.map((page) => page.text)).size).toBe(1);
    expect(pages[0]?.text).toContain("This link opens nothing");
  });

  test("and so does a yes by a link of more than 30 days; a no works for ever", async () => {
    const person = await newPerson(app, org);
    const token = linkFor(person);
    await shift({ days: 31 });
    const page = await open(token);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('value="accept"');
    expect((await answer(token, "accept")).status).toBe(404);
    expect(await eventsOf(person)).toEqual([]);
    await shift({ days: 3000 });
    expect((await answer(token, "refuse")).status).toBe(200);
    expect(await statusOf(person)).toBe("refused");
  });
});
