import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GateRequest } from "../../../contracts/send-permit.ts";
import { newPerson, type TestPerson, typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { newId } from "../../platform/ids.ts";
import {
  decide,
  listHistory,
  lockAndDecide,
  permissionReasonSql,
  recordGrant,
  suppressAddress,
  withdrawConsent,
} from "./index.ts";

let app: TestApp;
let org: TestOrganisation;
let types: Awaited<ReturnType<typeof typesOf>>;

beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  types = await typesOf(app, org);
});
afterAll(() => app.stop());

function requestFor(person: TestPerson, change: Partial<GateRequest> = {}): GateRequest {
  const { addressId, contactId } = person;
  return { messageId: newId(), addressId, contactId, messageClass: "marketing", typeId: types.newsletter, ...change };
}

async function gate(...requests: GateRequest[]) {
  const answers = await app.run(org, (ctx) => lockAndDecide(ctx, requests), {
    actor: { kind: "system", name: "dispatch" },
  });
  return answers.map((answer) => ("permit" in answer ? answer.permit.ground : answer.refusal));
}

async function consented(person: TestPerson, typeId = types.newsletter): Promise<TestPerson> {
  await app.run(org, (ctx) =>
    recordGrant(ctx, {
      addressId: person.addressId,
      typeId,
      givenOn: "2025-06-01",
      source: "paper",
      evidence: "form 17",
    }),
  );
  return person;
}

async function historyOf(person: TestPerson) {
  const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: person.addressId, limit: 50 }));
  return items.map((item) => `${item.kind} by ${item.actor} (${item.source})`);
}

describe("the gate", () => {
  test("permits a campaign's message to whoever accepted, and names the event that it rests on", async () => {
    const person = await consented(await newPerson(app, org));
    const request = requestFor(person);
    const [answer] = await app.run(org, (ctx) => lockAndDecide(ctx, [request]));
    const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: person.addressId, limit: 1 }));
    expect(answer).toEqual({
      messageId: request.messageId,
      permit: {
        orgId: org.orgId,
        messageId: request.messageId,
        addressId: person.addressId,
        ground: "consent",
        eventId: items[0]?.eventId,
        validUntil: null,
      },
    });
  });

  test("answers in the order asked, each by its own facts", async () => {
    const [ada, ben, eve] = [
      await consented(await newPerson(app, org)),
      await newPerson(app, org),
      await consented(await newPerson(app, org)),
    ];
    await app.run(org, (ctx) =>
      withdrawConsent(ctx, { addressId: eve.addressId, typeId: types.newsletter, source: "phone" }),
    );
    const stranger = { contactId: null, addressId: newId(), email: "" } as unknown as TestPerson;
    expect(
      await gate(
        requestFor(eve),
        requestFor(ada),
        requestFor(ben),
        requestFor(stranger),
        requestFor(ada, { messageClass: "service", typeId: null }),
      ),
    ).toEqual(["consent.withdrawn", "consent", "consent.not-asked", "consent.external", "service"]);
  });

  test("a consent request is pending from its hand-over, and the second must wait", async () => {
    const person = await newPerson(app, org);
    const request = () => requestFor(person, { messageClass: "consent-request" });
    expect(await gate(request(), request())).toEqual(["consent-request", "consent.asked-too-often"]);
    expect(await gate(request())).toEqual(["consent.asked-too-often"]);
    expect(await gate(requestFor(person))).toEqual(["consent.pending"]);
    expect(await historyOf(person)).toEqual(["requested by system (request)"]);
  });

  test("two workers that ask the same person at once make one request", async () => {
    const person = await newPerson(app, org);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => gate(requestFor(person, { messageClass: "consent-request" }))),
    );
    expect(answers.flat().filter((answer) => answer === "consent-request")).toEqual(["consent-request"]);
    expect(await historyOf(person)).toHaveLength(1);
  });

  test("a stated reason opens one single message and is kept with its words and author", async () => {
    const person = await newPerson(app, org);
    const statedBy = { userId: newId(), name: "Zoé Operator" };
    const basis = {
      kind: "stated-reason",
      reasonId: null,
      text: "asked me to call back about her boiler",
      statedBy,
    } as const;
    const single = requestFor(person, { messageClass: "personal", typeId: null });
    expect(await gate(single)).toEqual(["consent.not-asked"]);
    expect(await gate({ ...single, basis })).toEqual(["stated-reason"]);
    expect(await gate(single)).toEqual(["consent.not-asked"]);
    const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: person.addressId, limit: 5 }));
    expect(items).toMatchObject([
      { kind: "overridden", evidence: basis.text, actorName: "Zoé Operator", messageId: single.messageId },
    ]);
    expect(await gate(requestFor(person, { basis }))).toEqual(["consent.not-asked"]);
  });

  test("a declaration opens nothing while the mailing-list switch is on or nobody declared it", async () => {
    const person = await newPerson(app, org);
    const basis = { kind: "own-sender-declaration", senderId: newId() } as const;
    expect(await gate(requestFor(person, { basis }))).toEqual(["consent.not-asked"]);
  });

  test("a suppressed address gets no invoice but its security mail, a dead one neither", async () => {
    const [blocked, dead] = [await newPerson(app, org), await newPerson(app, org)];
    await app.run(org, (ctx) => suppressAddress(ctx, { addressId: blocked.addressId, kind: "manual" }));
    await app.run(org, (ctx) => suppressAddress(ctx, { addressId: dead.addressId, kind: "hard-bounce" }));
    const ask = (person: TestPerson, messageClass: "service" | "security") =>
      requestFor(person, { messageClass, typeId: null });
    expect(await gate(ask(blocked, "service"), ask(blocked, "security"), ask(dead, "security"))).toEqual([
      "consent.suppressed",
      "security",
      "consent.suppressed",
    ]);
  });

  test("C-18 a no to the newsletter stops the newsletter, and nothing else", async () => {
    const person = await consented(await consented(await newPerson(app, org)), types.personal);
    await app.run(org, (ctx) =>
      withdrawConsent(ctx, { addressId: person.addressId, typeId: types.newsletter, source: "one-click" }),
    );
    const single = requestFor(person, { messageClass: "personal", typeId: types.personal });
    const others = (["service", "reply", "security"] as const).map((messageClass) =>
      requestFor(person, { messageClass, typeId: null }),
    );
    const answers = await gate(requestFor(person), single, ...others);
    expect(answers).toEqual(["consent.withdrawn", "consent", "service", "reply", "security"]);
  });

  test("an address of another organisation is a stranger", async () => {
    const other = await app.newOrganisation();
    const person = await consented(await newPerson(app, org));
    const answers = await app.run(other, (ctx) => lockAndDecide(ctx, [{ ...requestFor(person), contactId: null }]));
    expect(answers).toEqual([expect.objectContaining({ refusal: "consent.external" })]);
  });
});

describe("a withdrawal and a hand-over at the same moment have an order", () => {
  test("the withdrawal committed first: the hand-over that waited for it refuses", async () => {
    const person = await consented(await newPerson(app, org));
    const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
    const { promise: go, resolve: letGo } = Promise.withResolvers<void>();
    const withdrawal = app.run(org, async (ctx) => {
      await withdrawConsent(ctx, { addressId: person.addressId, typeId: types.newsletter, source: "phone" });
      isLocked();
      await go;
    });
    await locked;
    const handOver = gate(requestFor(person));
    expect(await Promise.race([handOver, new Promise((resolve) => setTimeout(resolve, 300, "waits"))])).toBe("waits");
    letGo();
    await withdrawal;
    expect(await handOver).toEqual(["consent.withdrawn"]);
  });

  test("the hand-over locked first: the withdrawal waits for its commit", async () => {
    const person = await consented(await newPerson(app, org));
    const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
    const { promise: go, resolve: letGo } = Promise.withResolvers<void>();
    let answer: unknown;
    const handOver = app.run(org, async (ctx) => {
      answer = await lockAndDecide(ctx, [requestFor(person)]);
      isLocked();
      await go;
    });
    await locked;
    const withdrawal = app.run(org, (ctx) =>
      withdrawConsent(ctx, { addressId: person.addressId, typeId: types.newsletter, source: "phone" }),
    );
    expect(await Promise.race([withdrawal, new Promise((resolve) => setTimeout(resolve, 300, "waits"))])).toBe("waits");
    letGo();
    await handOver;
    expect(answer).toEqual([expect.objectContaining({ permit: expect.anything() })]);
    await withdrawal;
    expect(await gate(requestFor(person))).toEqual(["consent.withdrawn"]);
  });

  test("many of both in every order end without a deadlock, and none is permitted after its withdrawal", async () => {
    const people = await Promise.all(Array.from({ length: 8 }, async () => consented(await newPerson(app, org))));
    const withdrawn = new Set<string>();
    const late: string[] = [];
    const withdraw = async (person: TestPerson) => {
      await app.run(org, (ctx) => withdrawConsent(ctx, { addressId: person.addressId, typeId: null, source: "phone" }));
      withdrawn.add(person.addressId);
    };
    const send = async (order: TestPerson[]) => {
      const before = new Set(withdrawn);
      const answers = await gate(...order.map((person) => requestFor(person)));
      late.push(
        ...order
          .filter((person, index) => answers[index] === "consent" && before.has(person.addressId))
          .map((person) => person.email),
      );
    };
    await Promise.all([
      ...people.map(withdraw),
      ...people.map((_, index) => send([...people.slice(index), ...people.slice(0, index)].reverse())),
    ]);
    expect(late).toEqual([]);
    expect(new Set(await gate(...people.map((person) => requestFor(person))))).toEqual(new Set(["consent.withdrawn"]));
  });
});

test("a list says for each address what the gate would say", async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => newPerson(app, org)));
  const [ada, ben, eve, fay, gus] = people as [TestPerson, TestPerson, TestPerson, TestPerson, TestPerson];
  await consented(ada);
  await consented(ben);
  await app.run(org, (ctx) => withdrawConsent(ctx, { addressId: ben.addressId, typeId: null, source: "phone" }));
  await gate(requestFor(eve, { messageClass: "consent-request" }));
  await consented(fay);
  await app.run(org, (ctx) => suppressAddress(ctx, { addressId: fay.addressId, kind: "complaint" }));
  await app.run(org, (ctx) => suppressAddress(ctx, { addressId: gus.addressId, kind: "manual" }));
  for (const messageClass of ["marketing", "personal", "service", "consent-request"] as const) {
    const typeId = messageClass === "personal" ? types.personal : types.newsletter;
    const { rows } = await app.run(org, (ctx) => {
      const permission = permissionReasonSql({ audience: "a", typeId, messageClass });
      return sql<{ reason: string | null }>`
        SELECT ${permission.reason} AS reason FROM contacts.address_book a ${permission.joins}
        WHERE a.address_id = ANY(${people.map((person) => person.addressId)}::uuid[])
        ORDER BY array_position(${people.map((person) => person.addressId)}::uuid[], a.address_id)`.execute(ctx.tx);
    });
    const advice = await app.run(org, (ctx) =>
      decide(
        ctx,
        people.map((person) => requestFor(person, { messageClass, typeId })),
      ),
    );
    expect(rows.map((row) => row.reason)).toEqual(advice.map((one) => one.refusal));
    expect(new Set(rows.map((row) => row.reason)).size).toBeGreaterThan(1);
  }
});

describe("consent ends by itself when its validity does (C-04)", () => {
  test("and the days of the type count as they were when it was given", async () => {
    await app.asOwner("ALTER TABLE consent.types NO FORCE ROW LEVEL SECURITY");
    await app.asOwner("UPDATE consent.types SET validity_days = 10 WHERE type_id = $1", [types.newsletter]);
    const person = await newPerson(app, org);
    const today = new Date().toLocaleDateString("sv", { timeZone: "Europe/Paris" });
    await app.run(org, (ctx) =>
      recordGrant(ctx, {
        addressId: person.addressId,
        typeId: types.newsletter,
        givenOn: today,
        source: "phone",
        evidence: "call of this morning",
      }),
    );
    await app.asOwner("UPDATE consent.types SET validity_days = 1 WHERE type_id = $1", [types.newsletter]);
    await app.shiftTime({ days: 10 });
    expect(await gate(requestFor(person))).toEqual(["consent"]);
    await app.shiftTime({ days: 1 });
    expect(await gate(requestFor(person))).toEqual(["consent.expired"]);
    expect(await gate(requestFor(person, { messageClass: "consent-request" }))).toEqual(["consent-request"]);
    await app.shiftTime({ days: 89 });
    expect(await gate(requestFor(person, { messageClass: "consent-request" }))).toEqual(["consent.asked-too-often"]);
    await app.shiftTime({ days: 1 });
    expect(await gate(requestFor(person, { messageClass: "consent-request" }))).toEqual(["consent-request"]);
    await app.shiftTime({ days: 400 });
    expect(await gate(requestFor(person, { messageClass: "consent-request" }))).toEqual(["consent.asked-too-often"]);
  });
});
