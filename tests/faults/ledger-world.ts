import { sql } from "kysely";
import { appendEvents } from "../../server/modules/consent/append-events.ts";
import type { EventDraft } from "../../server/modules/consent/event-record.ts";
import { lockAddresses } from "../../server/modules/consent/lock-addresses.ts";
import { typesOf } from "../support/people.ts";
import { consentedPeople } from "../support/sending.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../support/test-app.ts";
import type { FaultRow, FaultRun } from "./fault-run.ts";
import { totalOf } from "./results.ts";
import type { Scenario } from "./scenario.ts";

/** A consent ledger, and nothing that sends. */
export interface LedgerWorld {
  run: FaultRun;
  app: TestApp;
  org: TestOrganisation;
  newsletter: string;
}

interface LedgerPlan {
  name: string;
  ids: string[];
  /** Another database server than the run's. */
  superuserUrl?: string;
  play: (world: LedgerWorld) => Promise<{ rounds: number; notes: string; problems: string[] }>;
}

export function ledgerScenario({ name, ids, superuserUrl, play }: LedgerPlan): Scenario {
  return {
    name,
    ids,
    run: async (run): Promise<FaultRow> => {
      const startedAt = performance.now();
      const app = await startTestApp({ superuserUrl: superuserUrl ?? run.superuserUrl });
      try {
        const org = await app.newOrganisation();
        const { newsletter } = await typesOf(app, org);
        const outcome = await play({ run, app, org, newsletter });
        const seconds = Math.round((performance.now() - startedAt) / 1000);
        return { ...totalOf([]), scenario: name, ids, seed: run.options.seed, ...outcome, seconds };
      } finally {
        await app.stop();
      }
    },
  };
}

/** Yes on paper, then no, yes and no by the person: four events each. */
export async function writeEvents(world: Omit<LedgerWorld, "run">, count: number): Promise<void> {
  const { app, org, newsletter: typeId } = world;
  for (let written = 0; written < count; ) {
    const people = await consentedPeople(world, Math.min(125, Math.ceil((count - written) / 4)));
    const addressIds = people.map((person) => person.addressId);
    const later = (["withdrawn", "granted", "withdrawn"] as const).flatMap((kind) =>
      addressIds.map((addressId): EventDraft => {
        const actor = { kind: "person" as const, addressId };
        return { kind, addressId, typeId, actor, source: "own-page", evidence: { ip: "192.0.2.0" } };
      }),
    );
    const wanted = later.slice(0, count - written - people.length);
    await app.run(org, async (ctx) => {
      await lockAddresses(ctx, addressIds, "update");
      await appendEvents(ctx, wanted);
    });
    written += people.length + wanted.length;
  }
}

export interface LedgerCount {
  events: number;
  last: number;
  /** Different events before: as many as events, or the chain has forked. */
  places: number;
  /** Of all hashes in their order. */
  digest: string;
}

export async function countLedger({ app, org }: Pick<LedgerWorld, "app" | "org">): Promise<LedgerCount> {
  const { rows } = await app.run(org, (ctx) =>
    sql<LedgerCount>`
      SELECT count(*) AS events, max(seq) AS last, count(DISTINCT prev_hash) AS places,
        md5(string_agg(hash, '' ORDER BY seq)) AS digest
      FROM consent.ledger WHERE org_id = ${ctx.orgId}`.execute(ctx.tx),
  );
  if (!rows[0]) throw new Error("a count without a row");
  return rows[0];
}

/** How many of these events the ledger has. */
export async function countFound(
  { app, org }: Pick<LedgerWorld, "app" | "org">,
  eventIds: ReadonlySet<string>,
): Promise<number> {
  const { rows } = await app.run(org, (ctx) =>
    sql<{ found: number }>`
      SELECT count(*) AS found FROM consent.ledger
      WHERE org_id = ${ctx.orgId} AND event_id = ANY(${[...eventIds]}::uuid[])`.execute(ctx.tx),
  );
  return rows[0]?.found ?? 0;
}
