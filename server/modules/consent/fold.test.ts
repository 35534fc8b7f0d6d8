import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPerson, type TestPerson, typesOf } from "../../../tests/support/people.ts";
import { propertyRuns } from "../../../tests/support/property-runs.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { isRefusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { nextState, statusOf } from "./consent-actions.rules.ts";
import { listCurrentRows } from "./current.queries.ts";
import { lockAndDecide, recordGrant, refuseConsent, suppressAddress, verifyLedger, withdrawConsent } from "./index.ts";
import type { LedgerRow } from "./ledger.queries.ts";
import { type ConsentFold, emptyFold, foldEvent } from "./ledger-fold.rules.ts";
import { foldOf } from "./ledger-rows.rules.ts";
import { sayYes } from "./say-yes.ts";

let app: TestApp;
let org: TestOrganisation;
let types: string[];
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  const { newsletter, personal } = await typesOf(app, org);
  types = [newsletter, personal];
});
afterAll(() => app.stop());

interface About {
  person: TestPerson;
  typeId: string;
}
type Deed = (about: About) => Promise<unknown>;

const byStaff =
  (work: (ctx: Context, about: { addressId: string; typeId: string }) => Promise<unknown>): Deed =>
  ({ person: { addressId }, typeId }) =>
    app.run(org, (ctx) => work(ctx, { addressId, typeId }));
const byPerson =
  (work: (ctx: Context, about: { addressId: string; typeId: string }) => Promise<unknown>): Deed =>
  ({ person: { addressId }, typeId }) => {
    const actor: Actor = { kind: "person", addressId };
    return app.run(org, (ctx) => work(ctx, { addressId, typeId }), { actor });
  };

const paper = { givenOn: "2025-06-01", source: "paper", evidence: "form 17" } as const;
const deeds: Record<string, Deed> = {
  "staff enter a yes": byStaff((ctx, about) => recordGrant(ctx, { ...about, ...paper })),
  "staff enter a no": byStaff((ctx, about) => refuseConsent(ctx, { ...about, source: "phone" })),
  "staff withdraw": byStaff((ctx, about) => withdrawConsent(ctx, { ...about, source: "phone" })),
  "the person says yes": byPerson((ctx, about) => sayYes(ctx, { ...about, source: "own-page" })),
  "the person says no": byPerson((ctx, about) => withdrawConsent(ctx, { ...about, source: "own-page" })),
  "the person complains": byStaff((ctx, { addressId }) => suppressAddress(ctx, { addressId, kind: "complaint" })),
  "a request leaves": ({ person: { addressId, contactId }, typeId }) =>
    app.run(
      org,
      (ctx) =>
        lockAndDecide(ctx, [{ messageId: newId(), addressId, contactId, messageClass: "consent-request", typeId }]),
      { actor: { kind: "system", name: "dispatch" } },
    ),
};

interface Step {
  who: number;
  type: number;
  deed: string;
}

/** What is refused (a no that stands, a request too soon) leaves no event, and the next step follows. */
async function play(people: TestPerson[], steps: Step[]): Promise<void> {
  for (const { who, type, deed } of steps) {
    const [person, typeId] = [people[who], types[type]];
    if (!person || !typeId) throw new Error("a step is about nobody");
    await deeds[deed]?.({ person, typeId }).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
    });
  }
}

type Event = Pick<
  LedgerRow,
  "eventId" | "typeId" | "kind" | "actor" | "stateAfter" | "occurredAt" | "recordedAt" | "validUntil"
>;

async function eventsOf(ctx: Context, addressId: string): Promise<Event[]> {
  const { rows } = await sql<Event>`
    SELECT event_id AS "eventId", type_id AS "typeId", kind, actor, state_after AS "stateAfter",
      to_json(occurred_at) #>> '{}' AS "occurredAt", to_json(recorded_at) #>> '{}' AS "recordedAt",
      to_json(valid_until) #>> '{}' AS "validUntil"
    FROM consent.ledger JOIN consent.address_locks locks USING (org_id, subject_id)
    WHERE locks.address_id = ${addressId} AND type_id IS NOT NULL ORDER BY seq`.execute(ctx.tx);
  return rows.map((row) => ({
    ...row,
    occurredAt: new Date(row.occurredAt).toISOString(),
    recordedAt: new Date(row.recordedAt).toISOString(),
    validUntil: row.validUntil === null ? null : new Date(row.validUntil).toISOString(),
  }));
}

/** In the order of the ledger each event was possible when it came: that order is a serial one. */
function replay(events: Event[]): ConsentFold {
  return events.reduce((before, event) => {
    const ends = before.validUntil === null ? null : new Date(before.validUntil);
    const allowed = nextState(statusOf(before.state, ends, new Date(event.recordedAt)), event.kind, event.actor);
    expect(allowed).toBe(event.stateAfter ?? "same");
    return foldEvent(before, event);
  }, emptyFold);
}

/** Which kinds of events there were. */
async function expectFolded({ addressId }: TestPerson): Promise<string[]> {
  return app.run(org, async (ctx) => {
    const events = await eventsOf(ctx, addressId);
    const rows = await listCurrentRows(ctx, [addressId]);
    for (const typeId of types) {
      const row = rows.find((one) => one.typeId === typeId);
      const { grantEventId: _, ...stored } = row ? foldOf(row) : { ...emptyFold, grantEventId: null };
      expect(stored).toEqual(replay(events.filter((event) => event.typeId === typeId)));
    }
    return events.map(({ kind }) => kind);
  });
}

test("P-01 whatever is said in whatever order, and by two at once, each state is the fold of its events", {
  timeout: 60_000,
}, async () => {
  const deed = fc.constantFrom(...Object.keys(deeds));
  const step = fc.record({ who: fc.nat({ max: 1 }), type: fc.nat({ max: 1 }), deed });
  const steps = fc.array(step, { minLength: 1, maxLength: 10 });
  // Chance may leave a kind of event out of few draws: these steps have each once.
  const ofEachKind = ["a request leaves", "the person says yes", "the person says no", "staff enter a no"];
  const inTurn = ofEachKind.map((one, index) => ({ who: index === 3 ? 1 : 0, type: 0, deed: one }));
  const seen: string[] = [];
  const property = fc.asyncProperty(steps, steps, async (one, other) => {
    const people = [await newPerson(app, org), await newPerson(app, org)];
    await Promise.all([play(people, one), play(people, other)]);
    for (const person of people) seen.push(...(await expectFolded(person)));
  });
  await fc.assert(property, { ...propertyRuns(8), examples: [[inTurn, []]] });
  expect(seen).toEqual(expect.arrayContaining(["requested", "granted", "withdrawn", "refused"]));
  expect(await app.run(org, verifyLedger)).toMatchObject({ isIntact: true });
});
