import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestClient, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { lockAndDecide, suppressAddress } from "./index.ts";

let app: TestApp;
let org: TestOrganisation;
let types: Awaited<ReturnType<typeof typesOf>>;
let administrator: TestClient;
let operator: TestClient;

beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation({ language: "fr" });
  types = await typesOf(app, org);
  administrator = app.signedIn(org, "administrator");
  operator = app.signedIn(org, "operator");
});
afterAll(() => app.stop());

const once = () => ({ "idempotency-key": newId() });
const grant = (typeId = types.newsletter) => ({
  typeId,
  givenOn: "2025-02-03",
  source: "paper",
  evidence: "form 17, folder 3",
});

async function panelOf(addressId: string) {
  const { body } = await operator.request("GET", `/addresses/${addressId}/consent`);
  return body;
}

describe("the panel of one address", () => {
  test("shows every type, the main mailing type first, with what may be done now", async () => {
    const { addressId, email } = await newPerson(app, org);
    const panel = await panelOf(addressId);
    expect(panel).toMatchObject({ value: email, isExternal: false, suppressions: [] });
    expect(panel.types.map((type: { code: string }) => type.code)).toEqual(["newsletter", "personal", "calls"]);
    expect(panel.types[0]).toMatchObject({
      title: "Actualités et offres",
      isMain: true,
      status: "not-asked",
      actions: { request: { isAllowed: true }, record: { isAllowed: true }, withdraw: { isAllowed: true } },
    });
  });

  test("names the day from which a request is possible again", async () => {
    const { addressId, contactId } = await newPerson(app, org);
    const typeId = types.newsletter;
    await app.run(org, (ctx) =>
      lockAndDecide(ctx, [{ messageId: newId(), addressId, contactId, messageClass: "consent-request", typeId }]),
    );
    const [newsletter] = (await panelOf(addressId)).types;
    expect(newsletter).toMatchObject({
      status: "pending",
      requestsUnanswered: 1,
      actions: { request: { isAllowed: false, obstacle: "asked-recently" } },
    });
    const from = new Date(newsletter.actions.request.allowedFrom).getTime();
    expect(from - new Date(newsletter.lastRequestedAt).getTime()).toBe(90 * 86_400_000);
  });

  test("after a no leaves staff nothing but the history", async () => {
    const { addressId } = await newPerson(app, org);
    await operator.request("POST", `/addresses/${addressId}/consent/withdrawals`, {
      body: { typeId: types.newsletter, source: "phone", note: "called us" },
    });
    const [newsletter] = (await panelOf(addressId)).types;
    expect(newsletter).toMatchObject({
      status: "refused",
      actions: {
        request: { isAllowed: false, obstacle: "final-for-staff" },
        record: { isAllowed: false, obstacle: "final-for-staff" },
        withdraw: { isAllowed: false, obstacle: "already-no" },
      },
    });
    const recorded = await operator.request("POST", `/addresses/${addressId}/consent/grants`, {
      body: grant(),
      headers: once(),
    });
    expect(recorded).toMatchObject({ status: 409, body: { code: "consent.final-for-staff" } });
    const { body } = await operator.request("GET", `/addresses/${addressId}/consent/history`);
    expect(body.items).toMatchObject([
      { kind: "refused", actor: "staff", actorName: "Test operator", source: "phone", note: "called us" },
    ]);
  });

  test("of an address of another organisation does not exist", async () => {
    const { addressId } = await newPerson(app, org);
    const stranger = app.signedIn(await app.newOrganisation(), "administrator");
    for (const [method, path, body] of [
      ["GET", `/addresses/${addressId}/consent`, undefined],
      ["POST", `/addresses/${addressId}/consent/grants`, grant()],
      ["POST", `/addresses/${addressId}/consent/withdrawals`, { typeId: types.newsletter }],
      ["POST", `/addresses/${addressId}/suppressions`, {}],
    ] as const) {
      expect((await stranger.request(method, path, { body, headers: once() })).status).toBe(404);
    }
  });
});

describe("recording a consent (V18)", () => {
  test("keeps day, way, proof and who entered it", async () => {
    const { addressId } = await newPerson(app, org);
    const wordings = await operator.request("GET", `/consent-types/${types.newsletter}/wordings`);
    const wording = wordings.body.items.find((one: { language: string }) => one.language === "fr");
    const { status } = await operator.request("POST", `/addresses/${addressId}/consent/grants`, {
      body: { ...grant(), wordingId: wording.wordingId, note: "at the fair" },
      headers: once(),
    });
    expect(status).toBe(201);
    const { body } = await operator.request("GET", `/addresses/${addressId}/consent/history`);
    expect(body.items).toMatchObject([
      {
        kind: "granted",
        source: "paper",
        evidence: "form 17, folder 3",
        note: "at the fair",
        actorName: "Test operator",
        occurredAt: "2025-02-02T23:00:00.000Z",
        wordingText: wording.text,
        language: "fr",
      },
    ]);
  });

  test.each<[string, Record<string, unknown>, number, string]>([
    ["without a day", { givenOn: undefined }, 422, "givenOn"],
    ["on a day to come", { givenOn: "2999-01-01" }, 422, "givenOn"],
    ["on a day that does not exist", { givenOn: "2025-02-30" }, 422, "givenOn"],
    ["without a source", { source: undefined }, 422, "source"],
    ["from the person's own page", { source: "own-page" }, 422, "source"],
    ["without wording or document", { evidence: undefined }, 422, "evidence"],
    ["with words of another type", { wordingId: newId() }, 404, "wordingId"],
    ["for a type that does not exist", { typeId: newId() }, 404, "typeId"],
  ])("%s is refused, and says which field", async (...[, change, status, field]) => {
    const { addressId } = await newPerson(app, org);
    const answer = await operator.request("POST", `/addresses/${addressId}/consent/grants`, {
      body: { ...grant(), ...change },
      headers: once(),
    });
    expect(answer.status).toBe(status);
    expect([answer.body.field, ...(answer.body.issues ?? []).map((issue: { field: string }) => issue.field)]).toContain(
      field,
    );
    expect((await panelOf(addressId)).types[0].status).toBe("not-asked");
  });

  test("whose validity would already be over is refused", async () => {
    const { addressId } = await newPerson(app, org);
    const { body: type } = await administrator.request("POST", "/consent-types", {
      body: { title: "Salon", code: "salon", validityDays: 10, allowsMass: true },
      headers: once(),
    });
    const answer = await operator.request("POST", `/addresses/${addressId}/consent/grants`, {
      body: grant(type.typeId),
      headers: once(),
    });
    expect(answer).toMatchObject({ status: 422, body: { code: "consent.validity-over" } });
  });

  test("needs its key, and twice with the same key is once", async () => {
    const { addressId } = await newPerson(app, org);
    expect((await operator.request("POST", `/addresses/${addressId}/consent/grants`, { body: grant() })).status).toBe(
      400,
    );
    const headers = once();
    const answers = [
      await operator.request("POST", `/addresses/${addressId}/consent/grants`, { body: grant(), headers }),
      await operator.request("POST", `/addresses/${addressId}/consent/grants`, { body: grant(), headers }),
    ];
    expect(answers.map((answer) => answer.body.eventId)).toEqual([answers[0]?.body.eventId, answers[0]?.body.eventId]);
    expect((await operator.request("GET", `/addresses/${addressId}/consent/history`)).body.items).toHaveLength(1);
  });
});

describe("the check before a call or a message (V6, V19)", () => {
  const check = async (body: Record<string, unknown>) =>
    (await operator.request("POST", "/consent-checks", { body })).body;

  test("says whether it may be, and whether a stated reason would open the way", async () => {
    const { addressId } = await newPerson(app, org);
    expect(await check({ addressId, use: "call" })).toEqual({
      isAllowed: false,
      reason: "consent.not-asked",
      mayStateReason: true,
      mustAskReason: true,
    });
    expect(await check({ addressId, use: "mass", typeId: types.newsletter })).toEqual({
      isAllowed: false,
      reason: "consent.not-asked",
      mayStateReason: false,
      mustAskReason: false,
    });
    await operator.request("POST", `/addresses/${addressId}/consent/grants`, {
      body: grant(types.calls),
      headers: once(),
    });
    expect(await check({ addressId, use: "call" })).toEqual({
      isAllowed: true,
      reason: null,
      mayStateReason: false,
      mustAskReason: false,
    });
    await administrator.request("PATCH", "/consent-settings", { body: { callPrompt: "always" } });
    expect(await check({ addressId, use: "call" })).toMatchObject({ isAllowed: true, mustAskReason: true });
    await operator.request("POST", `/addresses/${addressId}/consent/withdrawals`, { body: { typeId: types.calls } });
    expect(await check({ addressId, use: "call" })).toEqual({
      isAllowed: false,
      reason: "consent.withdrawn",
      mayStateReason: false,
      mustAskReason: false,
    });
  });
});

describe("many addresses in one call", () => {
  test("come back in the order asked, with a mark where other types differ", async () => {
    const people = [await newPerson(app, org), await newPerson(app, org), await newPerson(app, org)];
    const [ada, ben, eve] = people.map((person) => person.addressId);
    await operator.request("POST", `/addresses/${ada}/consent/grants`, { body: grant(), headers: once() });
    await operator.request("POST", `/addresses/${ada}/consent/withdrawals`, { body: { typeId: types.calls } });
    await app.run(org, (ctx) => suppressAddress(ctx, { addressId: eve ?? "", kind: "manual" }));
    const { body } = await operator.request("POST", "/address-states", { body: { addressIds: [eve, ada, ben] } });
    expect(body.items).toMatchObject([
      { addressId: eve, status: "not-asked", othersDiffer: false, isSuppressed: true },
      { addressId: ada, status: "accepted", othersDiffer: true, isSuppressed: false },
      { addressId: ben, status: "not-asked", othersDiffer: false, isSuppressed: false },
    ]);
  });
});

describe("blocks", () => {
  test("staff set and lift their own, and cannot lift a complaint", async () => {
    const { addressId } = await newPerson(app, org);
    const { body } = await operator.request("POST", `/addresses/${addressId}/suppressions`, {
      body: { note: "asked for quiet" },
    });
    expect(body.suppressions).toMatchObject([{ kind: "manual", note: "asked for quiet" }]);
    expect(
      (await operator.request("DELETE", `/addresses/${addressId}/suppressions/${body.suppressions[0].suppressionId}`))
        .status,
    ).toBe(200);
    await app.run(org, (ctx) => suppressAddress(ctx, { addressId, kind: "complaint" }), {
      actor: { kind: "system", name: "feedback" },
    });
    const panel = await panelOf(addressId);
    expect(
      panel.types.map((type: { status: string }) => type.status).every((status: string) => status === "refused"),
    ).toBe(true);
    const lifted = await operator.request(
      "DELETE",
      `/addresses/${addressId}/suppressions/${panel.suppressions[0].suppressionId}`,
    );
    expect(lifted).toMatchObject({ status: 409, body: { code: "consent.complaint-stays" } });
  });
});
