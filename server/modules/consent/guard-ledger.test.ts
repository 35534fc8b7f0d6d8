import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ConsentActor,
  type ConsentStatus,
  consentActors,
  consentStatuses,
  type LedgerEvent,
  ledgerEvents,
} from "../../../contracts/consent.ts";
import { newPerson, type TestPerson, typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { nextState } from "./consent-actions.rules.ts";
import { lockAndDecide, recordGrant, refuseConsent, withdrawConsent } from "./index.ts";
import { lockAddresses } from "./lock-addresses.ts";

let app: TestApp;
let org: TestOrganisation;
let typeId: string;
const people = {} as Record<ConsentStatus, TestPerson>;

beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  typeId = (await typesOf(app, org)).newsletter;
  for (const status of consentStatuses) people[status] = await personWho(status);
  await app.shiftTime({ days: 40 });
});
afterAll(() => app.stop());

/** `expired` comes true with the shift of the clock after the last of them. */
async function personWho(status: ConsentStatus): Promise<TestPerson> {
  const person = await newPerson(app, org);
  await app.run(org, (ctx) => ways[status](ctx, person));
  return person;
}

type Way = (ctx: Context, person: TestPerson) => Promise<unknown>;

const give: Way = (ctx, { addressId }) => {
  const givenOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  return recordGrant(ctx, { addressId, typeId, givenOn, source: "paper", evidence: "form 17" });
};

const ways: Record<ConsentStatus, Way> = {
  "not-asked": async () => undefined,
  pending: (ctx, { addressId, contactId }) =>
    lockAndDecide(ctx, [{ messageId: newId(), addressId, contactId, messageClass: "consent-request", typeId }]),
  accepted: give,
  expired: async (ctx, person) => {
    await setValidity(ctx, 30);
    await give(ctx, person);
    await setValidity(ctx, null);
  },
  refused: (ctx, { addressId }) => refuseConsent(ctx, { addressId, typeId, source: "phone" }),
  withdrawn: async (ctx, person) => {
    await give(ctx, person);
    await withdrawConsent(ctx, { addressId: person.addressId, typeId, source: "phone" });
  },
};

async function setValidity(ctx: Context, days: number | null): Promise<void> {
  await sql`UPDATE consent.types SET validity_days = ${days} WHERE type_id = ${typeId}`.execute(ctx.tx);
}

class Undone extends Error {}

/** As the program's own role, past all of its code; always rolled back. */
async function attempt(work: (ctx: Context) => Promise<unknown>): Promise<string> {
  try {
    await app.run(org, async (ctx) => {
      await work(ctx);
      throw new Undone();
    });
  } catch (error) {
    if (error instanceof Undone) return "done";
    return (error as Error).message;
  }
  return "committed";
}

interface Planted {
  addressId: string;
  kind: LedgerEvent;
  actor: ConsentActor;
  stateAfter: string | null;
  source?: string;
}

async function plantEvent(ctx: Context, { addressId, kind, actor, stateAfter, source }: Planted): Promise<string> {
  const eventId = newId();
  const ofAddress = kind === "suppressed" || kind === "released" || kind === "gap";
  const from = source ?? (actor === "person" ? "own-page" : "manual");
  await sql`
    INSERT INTO consent.ledger (org_id, seq, prev_hash, hash, event_id, kind, subject_id, type_id, state_after, actor,
      actor_ref, source, occurred_at, recorded_at)
    SELECT ${org.orgId}, heads.seq + 1, heads.hash, ${randomBytes(32).toString("hex")}, ${eventId}, ${kind}, locks.subject_id,
      ${ofAddress ? null : typeId}, ${stateAfter}, ${actor}, CASE WHEN ${actor} = 'person' THEN locks.subject_id::text END,
      ${from}, platform.current_time(), platform.current_time()
    FROM consent.chain_heads heads, consent.address_locks locks
    WHERE heads.org_id = ${org.orgId} AND locks.org_id = ${org.orgId} AND locks.address_id = ${addressId}`.execute(
    ctx.tx,
  );
  return eventId;
}

function combinations(status: ConsentStatus) {
  return ledgerEvents.flatMap((kind) =>
    consentActors.map((actor) => ({ kind, actor, next: nextState(status, kind, actor) })),
  );
}

/** What somebody would claim: what the event leads to, and where it leads nowhere, a consent. */
function claimed(next: ReturnType<typeof nextState>): string | null {
  return next === "same" ? null : (next ?? "accepted");
}

describe("the database keeps the matrix, whoever writes (C-16)", () => {
  test.each(consentStatuses)("every event by every actor while %s", async (status) => {
    const { addressId } = people[status];
    await app.run(org, (ctx) => lockAddresses(ctx, [addressId], "update"));
    const differences: string[] = [];
    for (const { kind, actor, next } of combinations(status)) {
      const outcome = await attempt((ctx) => plantEvent(ctx, { addressId, kind, actor, stateAfter: claimed(next) }));
      if ((outcome === "done") !== (next !== undefined)) differences.push(`${status} ${kind} ${actor}: ${outcome}`);
    }
    expect(differences).toEqual([]);
  });

  test("its table of states is the program's", async () => {
    const { rows } = await app.run(org, (ctx) =>
      sql<{ status: ConsentStatus; event: LedgerEvent; actor: ConsentActor; next: string | null }>`
        SELECT status, event, actor, consent.next_state(status, event, actor) AS next
        FROM unnest(${[...consentStatuses]}::text[]) status, unnest(${[...ledgerEvents]}::text[]) event, unnest(${[...consentActors]}::text[]) actor`.execute(
        ctx.tx,
      ),
    );
    expect(rows.length).toBe(6 * 10 * 4);
    expect(rows.filter((row) => (row.next ?? undefined) !== nextState(row.status, row.event, row.actor))).toEqual([]);
  });
});

describe.each(["refused", "withdrawn"] as const)("somebody who has %s", (status) => {
  test("is not made to consent by writing the state itself", async () => {
    const { addressId } = people[status];
    expect(
      await attempt((ctx) =>
        sql`UPDATE consent.current SET state = 'accepted' WHERE address_id = ${addressId}`.execute(ctx.tx),
      ),
    ).toContain("not what the ledger says");
  });

  test("is not made to consent by staff's event with a state that fits", async () => {
    const { addressId } = people[status];
    const outcome = await attempt((ctx) =>
      plantEvent(ctx, { addressId, kind: "granted", actor: "staff", stateAfter: "accepted" }),
    );
    expect(outcome).toContain(`granted by staff is impossible while ${status}`);
  });

  test("is not made to consent by a grant in the person's name from an import", async () => {
    const { addressId } = people[status];
    const planted = { addressId, kind: "granted", actor: "person", stateAfter: "accepted", source: "import" } as const;
    expect(await attempt((ctx) => plantEvent(ctx, planted))).toContain("cannot come from import");
  });

  test("C-06 is not forgotten: neither the state nor the ledger nor the address can be removed", async () => {
    const { addressId } = people[status];
    for (const statement of [
      sql`DELETE FROM consent.current WHERE address_id = ${addressId}`,
      sql`DELETE FROM consent.ledger`,
      sql`UPDATE consent.ledger SET kind = 'granted', state_after = 'accepted'`,
      sql`TRUNCATE consent.ledger CASCADE`,
      sql`COPY consent.ledger FROM '/dev/null'`,
      sql`DELETE FROM audit.entries`,
      sql`UPDATE audit.entries SET action = 'nothing'`,
      sql`TRUNCATE audit.entries CASCADE`,
      sql`ALTER TABLE audit.entries DISABLE TRIGGER ALL`,
      sql`DELETE FROM consent.address_locks WHERE address_id = ${addressId}`,
      sql`ALTER TABLE consent.ledger DISABLE TRIGGER ALL`,
    ]) {
      expect(await attempt((ctx) => statement.execute(ctx.tx))).toMatch(/permission denied|must be owner/);
    }
  });

  test("keeps the no when another subject or address is put in its place", async () => {
    const { addressId } = people[status];
    expect(
      await attempt((ctx) =>
        sql`UPDATE consent.address_locks SET subject_id = gen_random_uuid() WHERE address_id = ${addressId}`.execute(
          ctx.tx,
        ),
      ),
    ).toContain("keeps its subject");
    const other = people.accepted.addressId;
    expect(
      await attempt((ctx) =>
        sql`UPDATE consent.current SET address_id = ${people["not-asked"].addressId} WHERE address_id = ${other}`.execute(
          ctx.tx,
        ),
      ),
    ).toContain("never moves");
  });
});

test("C-06 even the owner of the tables is held by the triggers", async () => {
  for (const statement of [
    "UPDATE consent.ledger SET kind = kind",
    "DELETE FROM consent.ledger",
    "TRUNCATE consent.ledger CASCADE",
    "DELETE FROM consent.current",
    "UPDATE audit.entries SET action = action",
    "DELETE FROM audit.entries",
    "TRUNCATE audit.entries CASCADE",
  ]) {
    await expect(app.asOwner(statement)).rejects.toThrow("only ever added");
  }
});

test("an event that does not follow on the chain is refused", async () => {
  const { addressId } = people.pending;
  const outcome = await attempt(async (ctx) => {
    await plantEvent(ctx, { addressId, kind: "refused", actor: "staff", stateAfter: "refused" });
    await sql`
      INSERT INTO consent.ledger (org_id, seq, prev_hash, hash, event_id, kind, subject_id, type_id, state_after, actor, source, occurred_at, recorded_at)
      SELECT org_id, seq + 1, repeat('a', 64), repeat('b', 64), ${newId()}, 'withdrawn', subject_id, type_id, 'withdrawn', 'staff', 'manual', recorded_at, recorded_at
      FROM consent.ledger ORDER BY seq DESC LIMIT 1`.execute(ctx.tx);
  });
  expect(outcome).toContain("does not follow on the chain");
});
