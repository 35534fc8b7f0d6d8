import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPerson, type TestPerson, typesOf } from "../../../tests/support/people.ts";
import { propertyRuns } from "../../../tests/support/property-runs.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import type { Actor } from "../../platform/context.ts";
import { isRefusal } from "../../platform/errors.ts";
import { verifyLedger, withdrawConsent } from "./index.ts";
import { sayYes } from "./say-yes.ts";

let app: TestApp;
let org: TestOrganisation;
let typeId: string;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  typeId = (await typesOf(app, org)).newsletter;
});
afterAll(() => app.stop());

const writers = 50;
const { numRuns: eventsEach } = propertyRuns(4);
const cuts = 10;

/** Yes and no in turns, by the person, who may always. Answers the events that were acknowledged. */
async function write({ addressId }: TestPerson): Promise<string[]> {
  const actor: Actor = { kind: "person", addressId };
  const about = { addressId, typeId, source: "own-page" } as const;
  const acknowledged: string[] = [];
  for (let turn = 0; turn < eventsEach; turn++) {
    try {
      const answers = await app.run(
        org,
        async (ctx) => (turn % 2 === 0 ? [await sayYes(ctx, about)] : await withdrawConsent(ctx, about)),
        { actor },
      );
      acknowledged.push(...answers.flatMap(({ eventId }) => eventId ?? []));
    } catch (error) {
      if (isRefusal(error)) throw error;
    }
  }
  return acknowledged;
}

/** As a killed process leaves them: in the middle of a transaction, with locks held. */
async function cutConnections(): Promise<number> {
  let cut = 0;
  for (let round = 0; round < cuts; round++) {
    await sleep(20 * eventsEach);
    cut += await app.run(org, async (ctx) => {
      const { rows } = await sql`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
          AND application_name = current_setting('application_name') AND xact_start IS NOT NULL`.execute(ctx.tx);
      return rows.length;
    });
  }
  return cut;
}

test("C-08 fifty writers at once whose connections are cut ten times leave no gap, no fork, and lose nothing", {
  timeout: 60_000,
}, async () => {
  const people: TestPerson[] = [];
  for (let index = 0; index < writers; index++) people.push(await newPerson(app, org));
  const [cut, ...answers] = await Promise.all([cutConnections(), ...people.map(write)]);
  expect(cut).toBeGreaterThan(cuts);
  // A no that stood already is answered by its first event.
  const acknowledged = [...new Set(answers.flat())];
  const [ledger] = await app.run(
    org,
    async (ctx) =>
      (
        await sql<{ events: number; last: number; places: number; found: number }>`
          SELECT count(*) AS events, max(seq) AS last, count(DISTINCT prev_hash) AS places,
            count(*) FILTER (WHERE event_id = ANY(${acknowledged}::uuid[])) AS found
          FROM consent.ledger WHERE org_id = ${ctx.orgId}`.execute(ctx.tx)
      ).rows,
  );
  expect(acknowledged.length).toBeGreaterThan((writers * eventsEach) / 3);
  expect(ledger?.found).toBe(acknowledged.length);
  expect(ledger).toMatchObject({ last: ledger?.events, places: ledger?.events });
  expect(await app.run(org, verifyLedger)).toMatchObject({ isIntact: true, events: ledger?.events });
});
