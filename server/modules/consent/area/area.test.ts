import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checksumOf } from "../../../../tests/rights/checksum.ts";
import { newPerson, type TestPerson, typesOf } from "../../../../tests/support/people.ts";
import { type Links, makeLinks } from "../../../../tests/support/person-links.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../../tests/support/test-app.ts";
import { newId } from "../../../platform/ids.ts";
import { listHistory } from "../index.ts";

let app: TestApp;
let org: TestOrganisation;
let links: Links;
let ada: TestPerson;
let newsletter: string;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  org = await app.newOrganisation({ language: "fr" });
  links = await makeLinks(app, org);
  ada = await newPerson(app, org);
  newsletter = (await typesOf(app, org)).newsletter;
});

function ask(email: string, of: string = org.orgId) {
  return app.anonymous.request("POST", `!/area/${of}`, {
    body: new URLSearchParams({ email }).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
}

async function mails(): Promise<{ recipientAddress: string; subject: string; messageId: string }[]> {
  await app.drainQueue();
  const { items } = (await app.signedIn(org, "administrator").request("GET", "/messages")).body;
  return items.filter((item: { messageClass: string }) => item.messageClass === "security");
}

/** As the message carries it: the history shows it to nobody. */
function areaLink(messageId: string): string {
  const subject = { purpose: "area" as const, orgId: org.orgId, messageId, addressId: ada.addressId, typeId: null };
  return app.platform.keys.makeLinkToken(subject);
}

describe("asking for the link to one's own page", () => {
  test("mails it to the address itself, in the language of the page", async () => {
    const page = await app.anonymous.request("GET", `!/area/${org.orgId}`, { query: { lang: "it" } });
    expect(page.text).toContain('lang="it"');
    const answer = await app.anonymous.request("POST", `!/area/${org.orgId}`, {
      query: { lang: "it" },
      body: new URLSearchParams({ email: ada.email.toUpperCase() }).toString(),
      headers: links.formHeaders,
    });
    expect(answer.status).toBe(200);
    expect(await mails()).toMatchObject([{ recipientAddress: ada.email, subject: expect.stringContaining("pagina") }]);
  });

  test("answers the same whether the address is known, unknown, another organisation's or none at all", async () => {
    const stranger = await newPerson(app, await app.newOrganisation());
    const answers = [];
    for (const email of [ada.email, "nobody@example.org", stranger.email, "no such thing@x"])
      answers.push(await ask(email));
    expect(new Set(answers.map(({ text, status }) => `${status} ${text}`)).size).toBe(1);
    expect((await mails()).map((mail) => mail.recipientAddress)).toEqual([ada.email]);
    const kept = await app.run(org, async ({ tx }) => {
      const { sql } = await import("kysely");
      return (await sql<{ typed: string | null }>`SELECT typed FROM consent.link_requests`.execute(tx)).rows;
    });
    expect(kept.every((row) => row.typed === null)).toBe(true);
  });

  test("what is no address is asked for again, and an organisation that does not exist has no page", async () => {
    expect((await ask("ada")).status).toBe(422);
    expect((await ask(ada.email, newId())).status).toBe(404);
    expect(await mails()).toEqual([]);
  });

  test("sends three links an hour at most, and says the same", async () => {
    const answers = [];
    for (let time = 0; time < 5; time++) answers.push((await ask(ada.email)).text);
    expect(new Set(answers).size).toBe(1);
    expect(await mails()).toHaveLength(3);
  });
});

describe("the page of a link that was asked for", () => {
  test("gives, withdraws and shows the history with the words that were read", async () => {
    const token = areaLink(newId());
    expect((await links.answer(token, "accept")).status).toBe(200);
    expect((await links.answer(token, "withdraw")).status).toBe(200);
    const page = await links.open(token, { lang: "en" });
    expect(page.text).toContain("What you read (version 1)");
    const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: ada.addressId, limit: 5 }));
    expect(items.map((item) => `${item.kind} ${item.source}`)).toEqual(["withdrawn own-page", "granted own-page"]);
  });

  test("is closed after a day, for a no as well", async () => {
    const token = areaLink(newId(Date.now() - 25 * 3_600_000));
    expect((await links.open(token)).status).toBe(404);
    expect((await links.post(token, { decision: "refuse", type: newsletter, nonce: "x" })).status).toBe(404);
  });

  test("lets the person take the history along, to read and to check, without the names of staff", async () => {
    const token = areaLink(newId());
    expect((await links.open(`${token}/history`)).status).toBe(404);
    await app.signedIn(org, "operator").request("POST", `/addresses/${ada.addressId}/consent/withdrawals`, {
      body: { typeId: newsletter, note: "on the phone" },
    });
    const before = await checksumOf(app, org);
    const json = await links.open(`${token}/history`, { format: "json" });
    expect(json.body.evidence.records[0].event).toMatchObject([{ event_state: "refused" }]);
    expect(json.text).not.toContain("actorName");
    const pdf = await links.open(`${token}/history`, { lang: "es" });
    expect(pdf.headers["content-type"]).toBe("application/pdf");
    expect(pdf.text).toContain("/Lang (es)");
    expect(await checksumOf(app, org)).toEqual(before);
  });

  test("the message in the history shows staff no link of the person (X13)", async () => {
    await ask(ada.email);
    const [mail] = await mails();
    const shown = await app.signedIn(org, "administrator").request("GET", `/messages/${mail?.messageId}`);
    expect(shown.body.html).toContain("/c/…");
    expect(shown.text).not.toContain(areaLink(mail?.messageId ?? ""));
  });
});

describe("a scanner (C-12, C-13)", () => {
  test("that opens every public page by every reading method, in any order, changes nothing", async () => {
    const tokens = (["preferences", "consent", "one-click", "area"] as const).map((purpose) =>
      app.platform.keys.makeLinkToken({
        purpose,
        orgId: org.orgId,
        messageId: newId(),
        addressId: ada.addressId,
        typeId: newsletter,
      }),
    );
    const paths = tokens.flatMap((token) => [`/c/${token}`, `/u/${token}`, `/c/${token}/history`]);
    paths.push(`/area/${org.orgId}`);
    const agents = ["curl/8", "Mozilla/5.0 (Windows NT 10.0)", "BarracudaLinkProtect", "Slackbot-LinkExpanding", ""];
    const before = await checksumOf(app, org);
    for (const method of ["GET", "HEAD", "OPTIONS", "GET"]) {
      for (const [index, path] of [...paths, ...paths.toReversed()].entries()) {
        const headers = { "user-agent": agents[index % 5] ?? "", purpose: "prefetch", "sec-purpose": "prefetch" };
        await app.anonymous.request(method, `!${path}`, { headers });
      }
    }
    expect(await checksumOf(app, org)).toEqual(before);
  });

  test("that runs scripts and submits the first form at once gives no consent", async () => {
    const token = links.linkFor(ada);
    const nonce = await links.nonceOf(token);
    await links.post(token, { decision: "accept", type: newsletter, nonce });
    const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: ada.addressId, limit: 5 }));
    expect(items).toEqual([]);
  });
});
