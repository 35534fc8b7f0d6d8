import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ImportRefusalReason, importRowRefusal } from "../../../contracts/contacts.ts";
import { newPerson, type TestPerson, typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { publish } from "../../platform/events.ts";
import { newId } from "../../platform/ids.ts";
import { addAddress, eraseContact, getContact, removeAddress } from "../contacts/index.ts";
import { exportLedger } from "./export-ledger.ts";
import {
  listHistory,
  listStates,
  lockAndDecide,
  recordGrant,
  suppressAddress,
  verifyLedger,
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

const give = (person: TestPerson) =>
  app.run(org, (ctx) =>
    recordGrant(ctx, {
      addressId: person.addressId,
      typeId: types.newsletter,
      givenOn: "2025-02-03",
      source: "paper",
      evidence: "form 17 of Zoé",
    }),
  );
const withdraw = (person: TestPerson) =>
  app.run(org, (ctx) =>
    withdrawConsent(ctx, { addressId: person.addressId, typeId: types.newsletter, source: "phone" }),
  );

async function statusOf(addressId: string): Promise<string | undefined> {
  return (await app.run(org, (ctx) => listStates(ctx, [addressId])))[0]?.status;
}

async function historyOf(addressId: string) {
  return (await app.run(org, (ctx) => listHistory(ctx, { addressId, limit: 50 }))).items;
}

async function leave(person: TestPerson): Promise<void> {
  await app.run(org, async (ctx) => {
    const { addresses } = await getContact(ctx, person.contactId);
    const held = addresses.find((address) => address.addressId === person.addressId);
    await removeAddress(ctx, person.contactId, held?.contactAddressId ?? "");
  });
}

async function addTo(person: TestPerson, typed: string): Promise<TestPerson> {
  const { addresses } = await app.run(org, (ctx) =>
    addAddress(ctx, person.contactId, { kind: "email", typed, label: "" }),
  );
  const added = addresses.find((address) => address.value === typed);
  return { ...person, addressId: added?.addressId ?? "", email: typed };
}

const erase = (person: TestPerson) => app.run(org, (ctx) => eraseContact(ctx, person.contactId));

describe("one address on several contacts (D19, C-19)", () => {
  test("a consent holds while one of those who had the address then still has it", async () => {
    const email = `family.${newId()}@example.org`;
    const [mother, father] = [await newPerson(app, org, email), await newPerson(app, org, email)];
    expect(mother.addressId).toBe(father.addressId);
    await give(mother);
    await leave(mother);
    expect(await statusOf(father.addressId)).toBe("accepted");
    await leave(father);
    expect(await statusOf(father.addressId)).toBe("not-asked");
    expect((await historyOf(father.addressId))[0]).toMatchObject({
      kind: "ended",
      actor: "system",
      source: "contact-gone",
    });
  });

  test("somebody who takes over a number inherits nothing", async () => {
    const email = `recycled.${newId()}@example.org`;
    const before = await newPerson(app, org, email);
    await give(before);
    const after = await newPerson(app, org, email);
    await leave(before);
    expect(await statusOf(after.addressId)).toBe("not-asked");
  });

  test("a no binds everybody with the address, also who comes later", async () => {
    const email = `no.${newId()}@example.org`;
    const first = await newPerson(app, org, email);
    await give(first);
    await withdraw(first);
    await leave(first);
    const later = await newPerson(app, org, email);
    expect(await statusOf(later.addressId)).toBe("withdrawn");
    await expect(give(later)).rejects.toThrow("consent.final-for-staff");
  });

  test("a no of one contact stops mailings to the other with the same address at the gate", async () => {
    const email = `both.${newId()}@example.org`;
    const [one, other] = [await newPerson(app, org, email), await newPerson(app, org, email)];
    const gate = ({ addressId, contactId }: TestPerson) =>
      app.run(org, async (ctx) => {
        const request = { messageId: newId(), addressId, contactId, typeId: types.newsletter };
        const [answer] = await lockAndDecide(ctx, [{ ...request, messageClass: "marketing" }]);
        return answer && ("permit" in answer ? answer.permit.ground : answer.refusal);
      });
    await give(one);
    expect([await gate(one), await gate(other)]).toEqual(["consent", "consent"]);
    await withdraw(one);
    expect([await gate(one), await gate(other)]).toEqual(["consent.withdrawn", "consent.withdrawn"]);
  });

  test("another address of the same contact has its own consent, also when it takes the first one's place", async () => {
    const one = await newPerson(app, org);
    await give(one);
    const second = await addTo(one, `second.${newId()}@example.org`);
    expect(await statusOf(second.addressId)).toBe("not-asked");
    await leave(one);
    expect(await statusOf(second.addressId)).toBe("not-asked");
    expect(await statusOf(one.addressId)).toBe("not-asked");
    const again = await addTo(one, one.email);
    expect([again.addressId, await statusOf(again.addressId)]).toEqual([one.addressId, "not-asked"]);
  });
});

describe("erasure", () => {
  test("takes evidence, names and salt, and the chain still verifies", async () => {
    const person = await newPerson(app, org);
    await give(person);
    await erase(person);
    expect(await historyOf(person.addressId)).toMatchObject([
      { kind: "ended" },
      { kind: "granted", evidence: null, actorName: null },
    ]);
    expect(await exported()).not.toContain(person.email);
    expect(await app.run(org, verifyLedger)).toMatchObject({ isIntact: true });
  });

  test.each<[string, (person: TestPerson) => Promise<unknown>, { status: string; isSuppressed: boolean }]>([
    [
      "a withdrawal",
      async (person) => [await give(person), await withdraw(person)],
      { status: "refused", isSuppressed: false },
    ],
    [
      "a complaint",
      (person) => app.run(org, (ctx) => suppressAddress(ctx, { addressId: person.addressId, kind: "complaint" })),
      { status: "refused", isSuppressed: true },
    ],
    [
      "a dead mailbox",
      (person) => app.run(org, (ctx) => suppressAddress(ctx, { addressId: person.addressId, kind: "hard-bounce" })),
      { status: "not-asked", isSuppressed: true },
    ],
    ["a consent", give, { status: "not-asked", isSuppressed: false }],
  ])("%s: what comes back with the address later", async (...[, before, found]) => {
    const person = await newPerson(app, org);
    await before(person);
    await erase(person);
    const back = await newPerson(app, org, person.email);
    expect(back.addressId).not.toBe(person.addressId);
    expect((await app.run(org, (ctx) => listStates(ctx, [back.addressId])))[0]).toMatchObject(found);
  });
});

async function exported(): Promise<string> {
  return app.run(org, async (ctx) => {
    let lines = "";
    for await (const line of exportLedger(ctx)) lines += `${line}\n`;
    return lines;
  });
}

describe("an import", () => {
  const tell = (person: TestPerson, reason: ImportRefusalReason, date: string | null = null) =>
    app.run(org, (ctx) =>
      publish(ctx, importRowRefusal, {
        importId: newId(),
        source: "Mailchimp",
        items: [{ addressId: person.addressId, contactId: person.contactId, reason, date }],
      }),
    );

  test("lowers: who unsubscribed elsewhere gets no mailing here, though they once said yes", async () => {
    const person = await newPerson(app, org);
    await give(person);
    await tell(person, "unsubscribed", "2025-03-04T10:00:00Z");
    expect((await historyOf(person.addressId))[0]).toMatchObject({
      kind: "withdrawn",
      source: "import",
      evidence: "Mailchimp",
      occurredAt: "2025-03-04T10:00:00.000Z",
    });
  });

  test("a date to come is a mistake of the file", async () => {
    const person = await newPerson(app, org);
    await tell(person, "unsubscribed", "2999-01-01T00:00:00Z");
    const [event] = await historyOf(person.addressId);
    expect(event).toMatchObject({ kind: "refused" });
    expect(new Date(event?.occurredAt ?? "").getTime()).toBeLessThan(Date.now() + 60_000);
  });

  test("suppresses dead mailboxes, and refuses everything for who complained", async () => {
    const [dead, angry] = [await newPerson(app, org), await newPerson(app, org)];
    await tell(dead, "bounced");
    await tell(angry, "complained");
    const states = await app.run(org, (ctx) => listStates(ctx, [dead.addressId, angry.addressId]));
    expect(states).toMatchObject([
      { status: "not-asked", isSuppressed: true },
      { status: "refused", isSuppressed: true },
    ]);
    expect((await historyOf(angry.addressId)).filter((event) => event.kind === "refused")).toHaveLength(3);
  });

  test("of 1,200 refusals at once keeps the chain whole", async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => newPerson(app, org)));
    const items = Array.from({ length: 1200 }, (_, index) => {
      const person = people[index % people.length];
      return {
        addressId: index < 12 ? (person?.addressId ?? "") : newId(),
        contactId: person?.contactId ?? "",
        reason: "unsubscribed" as const,
        date: null,
      };
    });
    await app.run(org, (ctx) => publish(ctx, importRowRefusal, { importId: newId(), source: "listmonk", items }));
    expect(await app.run(org, verifyLedger)).toMatchObject({ isIntact: true });
  }, 60_000);
});
