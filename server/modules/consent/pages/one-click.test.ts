import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, type TestPerson, typesOf } from "../../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../../tests/support/test-app.ts";
import { newId } from "../../../platform/ids.ts";
import type { LinkPurpose } from "../../../platform/keys/keys.ts";
import { listHistory, recordGrant } from "../index.ts";

let app: TestApp;
let org: TestOrganisation;
let types: Awaited<ReturnType<typeof typesOf>>;

beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  types = await typesOf(app, org);
});
afterAll(() => app.stop());

async function subscriber(): Promise<TestPerson & { token: string }> {
  const person = await newPerson(app, org);
  for (const typeId of [types.newsletter, types.calls]) {
    await app.run(org, (ctx) =>
      recordGrant(ctx, {
        addressId: person.addressId,
        typeId,
        givenOn: "2025-01-01",
        source: "paper",
        evidence: "form 3",
      }),
    );
  }
  return { ...person, token: linkFor(person) };
}

function linkFor(person: TestPerson, change: { purpose?: LinkPurpose; typeId?: string | null } = {}): string {
  const subject = { purpose: "one-click" as LinkPurpose, typeId: types.newsletter, ...change };
  return app.platform.keys.makeLinkToken({
    ...subject,
    orgId: org.orgId,
    messageId: newId(),
    addressId: person.addressId,
  });
}

const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
const exact = "List-Unsubscribe=One-Click";

function post(token: string, body: string, headers: Record<string, string> = urlencoded) {
  return app.anonymous.request("POST", `!/u/${token}`, { body, headers });
}

async function noesOf(person: TestPerson): Promise<string[]> {
  const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: person.addressId, limit: 50 }));
  return items
    .filter((item) => item.kind !== "granted")
    .map((item) => `${item.kind} by ${item.actor} (${item.source})`);
}

describe("one-click unsubscribe (RFC 8058, C-14)", () => {
  test("withdraws from the type of the message, and from no other", async () => {
    const person = await subscriber();
    const answer = await post(person.token, exact);
    expect(answer.status).toBe(200);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(await noesOf(person)).toEqual(["withdrawn by person (one-click)"]);
  });

  test("takes the form as multipart, with cookies and from any origin", async () => {
    const person = await subscriber();
    const body = `--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n`;
    const headers = {
      "content-type": "multipart/form-data; boundary=b",
      cookie: "session=x",
      origin: "https://mail.example",
      "sec-fetch-site": "cross-site",
    };
    expect((await post(person.token, body, headers)).status).toBe(200);
    expect(await noesOf(person)).toHaveLength(1);
  });

  test("twenty at once and once more make one event, and all hear the same", async () => {
    const person = await subscriber();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(person.token, exact)));
    answers.push(await post(person.token, exact));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(await noesOf(person)).toEqual(["withdrawn by person (one-click)"]);
  });

  test("a message without a type stops everything", async () => {
    const person = await subscriber();
    await post(linkFor(person, { typeId: null }), exact);
    expect((await noesOf(person)).sort()).toEqual([
      "refused by person (one-click)",
      "withdrawn by person (one-click)",
      "withdrawn by person (one-click)",
    ]);
  });

  test.each([
    ["no body", "", urlencoded],
    ["another value", "List-Unsubscribe=Yes", urlencoded],
    ["another case", "list-unsubscribe=one-click", urlencoded],
    ["a second field", `${exact}&email=x`, urlencoded],
    ["confirm=1", "confirm=1", urlencoded],
    ["JSON", JSON.stringify({ "List-Unsubscribe": "One-Click" }), { "content-type": "application/json" }],
    ["broken multipart", "--b\r\nnonsense", { "content-type": "multipart/form-data; boundary=b" }],
  ])("%s changes nothing", async (...[, body, headers]) => {
    const person = await subscriber();
    expect((await post(person.token, body, headers)).status).toBe(400);
    expect(await noesOf(person)).toEqual([]);
  });

  test("opening the address changes nothing and asks; the button does it", async () => {
    const person = await subscriber();
    const page = await app.anonymous.request("GET", `!/u/${person.token}`, { query: { lang: "en" } });
    expect(page.text).toContain("Stop these messages?");
    expect(page.text).toContain('name="List-Unsubscribe" value="One-Click"');
    expect(await noesOf(person)).toEqual([]);
    expect((await post(`${person.token}?lang=en`, exact)).text).toContain("Done");
    expect(await noesOf(person)).toHaveLength(1);
  });

  test("a link of another purpose, or a changed one, does nothing", async () => {
    const person = await subscriber();
    for (const token of [
      linkFor(person, { purpose: "preferences" }),
      linkFor(person, { purpose: "consent" }),
      person.token.slice(2),
      `${person.token}=`,
    ]) {
      expect((await post(token, exact)).status).toBe(404);
    }
    expect(await noesOf(person)).toEqual([]);
  });

  test("can never give: an accept on its path changes nothing", async () => {
    const person = await newPerson(app, org);
    expect((await post(linkFor(person), `decision=accept&type=${types.newsletter}`)).status).toBe(400);
    expect(await noesOf(person)).toEqual([]);
  });
});
