import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AudienceFilter, audienceFilterSchema } from "../../../../contracts/campaigns.ts";
import { createContactBody } from "../../../../contracts/contacts.ts";
import { newPerson, typesOf } from "../../../../tests/support/people.ts";
import {
  startTestApp,
  type TestApp,
  type TestClient,
  type TestOrganisation,
} from "../../../../tests/support/test-app.ts";
import { newId } from "../../../platform/ids.ts";
import { createContact } from "../../contacts/index.ts";
import { decide } from "../index.ts";
import { findLawName } from "./find-law-name.ts";

let app: TestApp;
let org: TestOrganisation;
let administrator: TestClient;
let typeId: string;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation({ language: "fr" });
  administrator = app.signedIn(org, "administrator");
  typeId = (await typesOf(app, org)).newsletter;
});
afterAll(() => app.stop());

const setRule = (country: string, code: string, value: unknown) =>
  administrator.request("PUT", `/consent-law/${country}/rules/${code}`, { body: { value } });

async function contactOf(fields: object) {
  const input = createContactBody.parse({
    lastName: "Petit",
    ...fields,
    addresses: [{ kind: "email", typed: `${newId()}@example.org` }],
  });
  const contact = await app.run(org, (ctx) => createContact(ctx, input));
  return { contactId: contact.contactId, addressId: contact.addresses[0]?.addressId ?? "" };
}

describe("who may be asked for consent", () => {
  test("the list and the gate agree for every country, relation and rule of one's own", async () => {
    const tag = "law-of-asking";
    const people: { contactId: string; addressId: string }[] = [];
    for (const country of ["FR", "United Kingdom", "DE", ""]) {
      for (const fields of [
        { status: "client" },
        { status: "prospect" },
        { kind: "directory" },
        { kind: "supplier" },
      ]) {
        people.push(await contactOf({ ...fields, country, tags: [tag] }));
      }
    }
    const filter: AudienceFilter = { ...audienceFilterSchema.parse({}), tags: [tag] };
    const askable: number[] = [];
    for (const [country, value] of [
      ["FR", null],
      ["FR", "relations"],
      ["FR", "clients"],
      ["*", "nobody"],
    ] as const) {
      await setRule(country, "ask", value);
      const requests = people.map((person) => ({
        messageId: newId(),
        ...person,
        messageClass: "consent-request" as const,
        typeId,
      }));
      const advice = await app.run(org, (ctx) => decide(ctx, requests));
      const byGate = advice.filter(({ refusal }) => refusal === null).length;
      const { body } = await administrator.request("POST", "/campaigns/count-audience", {
        body: { kind: "consent-request", typeId, filter },
      });
      expect(body.available).toBe(byGate);
      askable.push(byGate);
    }
    // Sixteen, less the British nobody knows; then the French and homeless ones fall away, then the Germans.
    expect(askable).toEqual([15, 13, 11, 7]);
    await setRule("FR", "ask", null);
    await setRule("*", "ask", null);
  });
});

describe("a rule of one's own", () => {
  test("stands beside the law with its source, and is refused when it is laxer", async () => {
    const late = { days: [1, 2], spans: [{ from: "09:00", to: "21:00" }], onHolidays: false };
    expect((await setRule("FR", "call-hours", late)).body).toMatchObject({ status: 422, code: "consent.law-laxer" });
    expect((await setRule("FR", "call-attempts", 2)).status).toBe(200);
    const { body } = await administrator.request("GET", "/consent-law");
    const [france] = body.items;
    expect(france).toMatchObject({ country: "FR", lawName: "RGPD" });
    expect(france.rules.find((rule: { code: string }) => rule.code === "call-attempts")).toMatchObject({
      legal: 4,
      own: 2,
      effective: 2,
      source: { url: "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046421823" },
    });
  });

  test("is set by who may change the settings, for a country and a rule that exist", async () => {
    const operator = app.signedIn(org, "operator");
    const answer = await operator.request("PUT", "/consent-law/FR/rules/ask", { body: { value: "clients" } });
    expect(answer.status).toBe(403);
    expect((await setRule("XX", "ask", "clients")).status).toBe(404);
    expect((await setRule("FR", "ask", 12)).body.code).toBe("consent.law-wrong-value");
  });
});

test("C-04 a Spaniard's consent to calls ends after two years, whatever the type says", async () => {
  const { calls } = await typesOf(app, org);
  const input = createContactBody.parse({
    lastName: "Ruiz",
    addresses: [{ kind: "phone", typed: "+34 612 34 56 78" }],
  });
  const contact = await app.run(org, (ctx) => createContact(ctx, input));
  const addressId = contact.addresses[0]?.addressId ?? "";
  const grant = { typeId: calls, givenOn: "2026-01-15", source: "paper", evidence: "Form 4" };
  await administrator.request("POST", `/addresses/${addressId}/consent/grants`, {
    body: grant,
    headers: { "idempotency-key": newId() },
  });
  const panel = (await administrator.request("GET", `/addresses/${addressId}/consent`)).body;
  const type = panel.types.find((one: { typeId: string }) => one.typeId === calls);
  expect(type.validUntil).toBe("2028-01-15T23:00:00.000Z");
});

test("X28 the law is called as the person's country calls it", async () => {
  const people = {
    FR: "RGPD",
    france: "RGPD",
    "ESPAÑA ": "RGPD / LOPDGDD",
    IT: "GDPR",
    "Regno Unito": "UK GDPR",
    "": "RGPD",
  };
  for (const [country, name] of Object.entries(people)) {
    const { addressId } = await contactOf({ country });
    expect(await app.run(org, (ctx) => findLawName(ctx, addressId))).toBe(name);
  }
});

test("a mailing at an hour that is closed waits for the hour that opens", async () => {
  const person = await newPerson(app, org);
  const grant = { typeId, givenOn: "2026-01-15", source: "paper", evidence: "Form 4" };
  await administrator.request("POST", `/addresses/${person.addressId}/consent/grants`, {
    body: grant,
    headers: { "idempotency-key": newId() },
  });
  const request = { messageId: newId(), ...person, messageClass: "marketing" as const, typeId };
  const ask = async () => (await app.run(org, (ctx) => decide(ctx, [request])))[0];
  expect(await ask()).toEqual({ messageId: request.messageId, refusal: null });
  const tomorrow = new Date(Date.now() + 86_400_000);
  const day = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Paris", weekday: "short" }).format(tomorrow);
  const days = [["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(day) + 1];
  await setRule("FR", "email-hours", { days, spans: [{ from: "08:00", to: "19:00" }], onHolidays: true });
  const held = await ask();
  expect(held?.refusal).toBe("consent.not-now");
  expect(held?.notBefore?.toLocaleTimeString("fr-FR", { timeZone: "Europe/Paris" })).toBe("08:00:00");
});
