import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestClient, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { lockAndDecide } from "./index.ts";

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

async function ownSender(): Promise<string> {
  const answer = await administrator.request("POST", "/senders", {
    body: {
      displayName: "Maison",
      fromAddress: "maison@example.org",
      userName: "maison",
      host: "mail.example.org",
      port: 587,
      encryption: "starttls",
    },
    headers: once(),
  });
  return answer.body.senderId;
}

const once = () => ({ "idempotency-key": newId() });
const grant = (typeId = types.newsletter) => ({
  typeId,
  givenOn: "2025-02-03",
  source: "paper",
  evidence: "form 17, folder 3",
});

describe("types", () => {
  const add = (body: Record<string, unknown>) =>
    administrator.request("POST", "/consent-types", { body, headers: once() });

  test("have a code of their own, and at least one use", async () => {
    expect((await add({ title: "X", code: "newsletter", allowsMass: true })).body).toMatchObject({
      code: "consent.code-taken",
      field: "code",
    });
    expect((await add({ title: "X", code: "x-none" })).body).toMatchObject({ code: "consent.allows-nothing" });
    expect((await add({ title: "X", code: "Not A Code", allowsMass: true })).status).toBe(422);
  });

  test("begin with words in every language, and keep every version of them", async () => {
    const { body: type } = await add({ title: "Evénements", code: "events", allowsMass: true });
    const path = `/consent-types/${type.typeId}/wordings`;
    expect(
      (await operator.request("GET", path)).body.items.map(
        (one: { language: string; version: number }) => `${one.language} ${one.version}`,
      ),
    ).toEqual(["en 1", "es 1", "fr 1", "it 1"]);
    const words = { title: "Nos événements", text: "J'accepte d'être invité." };
    await administrator.request("PUT", `${path}/fr`, { body: words });
    const { body } = await administrator.request("PUT", `${path}/fr`, { body: words });
    expect(
      body.items
        .filter((one: { language: string }) => one.language === "fr")
        .map((one: { version: number }) => one.version),
    ).toEqual([2, 1]);
  });

  test("one is the main one: it moves to another, cannot be archived, and must send mailings", async () => {
    const { body: type } = await add({ title: "Lettre", code: "lettre", allowsMass: true });
    await administrator.request("PATCH", `/consent-types/${type.typeId}`, { body: { isMain: true } });
    const { body } = await operator.request("GET", "/consent-types");
    expect(
      body.items.filter((one: { isMain: boolean }) => one.isMain).map((one: { code: string }) => one.code),
    ).toEqual(["lettre"]);
    expect(
      (await administrator.request("PATCH", `/consent-types/${type.typeId}`, { body: { isArchived: true } })).body.code,
    ).toBe("consent.main-type-needed");
    expect(
      (
        await administrator.request("PATCH", `/consent-types/${type.typeId}`, {
          body: { allowsMass: false, allowsSingle: true },
        })
      ).body.code,
    ).toBe("consent.main-needs-mass");
    expect(
      (await administrator.request("PATCH", `/consent-types/${types.personal}`, { body: { isMain: true } })).body.code,
    ).toBe("consent.main-needs-mass");
    await administrator.request("PATCH", `/consent-types/${types.newsletter}`, { body: { isMain: true } });
  });

  test("an archived one sends nothing, and is asked for no more", async () => {
    const { addressId, contactId } = await newPerson(app, org);
    const { body: type } = await add({ title: "Vieux", code: "vieux", allowsMass: true });
    await operator.request("POST", `/addresses/${addressId}/consent/grants`, {
      body: grant(type.typeId),
      headers: once(),
    });
    await administrator.request("PATCH", `/consent-types/${type.typeId}`, { body: { isArchived: true } });
    const [answer] = await app.run(org, (ctx) =>
      lockAndDecide(ctx, [
        { messageId: newId(), addressId, contactId, messageClass: "marketing", typeId: type.typeId },
      ]),
    );
    expect(answer).toMatchObject({ refusal: "consent.type-does-not-allow" });
  });
});

describe("the switches and reasons", () => {
  const change = (body: Record<string, unknown>) => administrator.request("PATCH", "/consent-settings", { body });

  test("a prompt is off only with a standing reason", async () => {
    expect((await change({ singlePrompt: "off" })).body).toMatchObject({
      code: "consent.reason-not-found",
      field: "standingReasonId",
    });
    const { body: reason } = await administrator.request("POST", "/contact-reasons", {
      body: { text: "Dossier en cours" },
      headers: once(),
    });
    expect((await change({ singlePrompt: "off", standingReasonId: reason.reasonId })).status).toBe(200);
    expect(
      (await administrator.request("PATCH", `/contact-reasons/${reason.reasonId}`, { body: { isArchived: true } })).body
        .code,
    ).toBe("consent.reason-in-use");
    await change({ singlePrompt: "when-missing", standingReasonId: null });
  });

  test("requests can be made rarer, never more frequent", async () => {
    expect((await change({ requestPauseDays: 180, requestLimit: 1 })).status).toBe(200);
    expect((await change({ requestPauseDays: 89 })).status).toBe(422);
    expect((await change({ requestLimit: 3 })).status).toBe(422);
    await change({ requestPauseDays: 90, requestLimit: 2 });
  });

  test("the check of mailing lists is off only while a declaration for a sender stands (D11)", async () => {
    expect((await change({ isMailingListChecked: false })).body.code).toBe("consent.declaration-needed");
    const declare = (senderId: string) =>
      administrator.request("POST", "/consent-declarations", {
        body: { senderId, statement: "Signed forms are kept in the archive, folder C." },
        headers: once(),
      });
    const senders = (await administrator.request("GET", "/senders")).body.items;
    const shared = senders.find((one: { kind: string }) => one.kind === "platform").senderId;
    expect((await declare(shared)).body).toMatchObject({ code: "senders.shared", field: "senderId" });
    expect((await declare(newId())).body.code).toBe("senders.not-found");
    const senderId = await ownSender();
    const { body: declared } = await declare(senderId);
    expect((await change({ isMailingListChecked: false })).status).toBe(200);
    const { addressId, contactId } = await newPerson(app, org);
    const said = await newPerson(app, org);
    await operator.request("POST", `/addresses/${said.addressId}/consent/withdrawals`, {
      body: { typeId: types.newsletter },
    });
    const ask = async (person: { addressId: string; contactId: string }, from: string) => {
      const basis = { kind: "own-sender-declaration", senderId: from } as const;
      const [answer] = await app.run(org, (ctx) =>
        lockAndDecide(ctx, [
          { ...person, messageId: newId(), messageClass: "marketing", typeId: types.newsletter, basis },
        ]),
      );
      return answer && "permit" in answer ? answer.permit.ground : answer?.refusal;
    };
    expect(await ask({ addressId, contactId }, senderId)).toBe("declaration");
    expect(await ask({ addressId, contactId }, newId())).toBe("consent.not-asked");
    expect(await ask(said, senderId)).toBe("consent.refused");
    await administrator.request("DELETE", `/consent-declarations/${declared.declarationId}`);
    expect(await ask({ addressId, contactId }, senderId)).toBe("consent.not-asked");
    expect((await operator.request("GET", "/consent-settings")).body.isMailingListChecked).toBe(true);
  });
});
