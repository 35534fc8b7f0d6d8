import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, type TestPerson, typesOf } from "../../../../tests/support/people.ts";
import { type Links, makeLinks } from "../../../../tests/support/person-links.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../../tests/support/test-app.ts";
import { listHistory, listStates, recordGrant, refuseConsent } from "../index.ts";

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

describe("the person's page", () => {
  test("shows who asks, for what, and equal buttons, without script, cookie or third party", async () => {
    const page = await links.open(links.linkFor(await newPerson(app, org, "ada@example.org")));
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
      const page = await links.open(links.linkFor(await newPerson(app, org)), { lang });
      expect(page.text).toContain(`<html lang="${lang}">`);
      expect(page.text).not.toMatch(/(page|states|buttons|events|sources)\.[a-z-]+/);
    },
  );

  test("speaks the browser's language, else the organisation's", async () => {
    const token = links.linkFor(await newPerson(app, org));
    expect((await links.open(token, {}, { "accept-language": "de, it;q=0.8" })).text).toContain('<html lang="it">');
    expect((await links.open(token)).text).toContain('<html lang="fr">');
    expect((await links.open(token, { lang: "xx" })).status).toBe(200);
  });

  test("escapes what names hold", async () => {
    const hostile = await app.newOrganisation({ name: `"><script>alert(1)</script>` });
    await typesOf(app, hostile);
    const person = await newPerson(app, hostile);
    const page = await links.open(links.linkFor(person, { orgId: hostile.orgId, typeId: null }));
    expect(page.status).toBe(200);
    expect(page.text).not.toContain("<script>");
  });

  test("records a yes with the words that were shown, their version and the link's message", async () => {
    const person = await newPerson(app, org);
    const token = links.linkFor(person);
    expect((await links.answer(token, "accept")).text).toContain(
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
    const token = links.linkFor(person);
    const nonce =
      /value="([^"]+)">\s*<input type="hidden" name="type"[^>]*>\s*<div class="buttons">\s*<button name="decision" value="undo"/.exec(
        (await links.answer(token, "accept")).text,
      )?.[1] ?? "";
    await links.shift({ seconds: 3 });
    expect((await links.post(token, { decision: "undo", type: types.newsletter, nonce })).status).toBe(200);
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
    await links.answer(links.linkFor(person, { purpose: "preferences", typeId: null }), "accept");
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
    const token = links.linkFor(person);
    const nonce = await links.nonceOf(token);
    await links.shift({ seconds: 2 });
    await links.post(token, { decision: "refuse-all", nonce });
    expect((await eventsOf(person)).sort()).toEqual([
      "granted by staff (paper)",
      "refused by person (own-page)",
      "refused by person (own-page)",
      "withdrawn by person (own-page)",
    ]);
  });
});
