import { sql } from "kysely";
import { audienceFilterSchema } from "../contracts/campaigns.ts";
import { countAudience } from "../server/modules/campaigns/count-audience.ts";
import type { Context } from "../server/platform/context.ts";
import type { Bench, Benchmark, Invariant } from "./support/benchmark.ts";
import type { DataSet } from "./support/generated-people.ts";
import { inRounds, median, secondsOf } from "./support/statistics.ts";

/** Who gets the campaign and why each of the others does not, against the count of those alone who get it. */
export const listSummary: Benchmark = {
  name: "list-summary",
  title: "Summary of a list with all reasons",
  run: async (bench) => {
    const people = bench.pick({ full: 1_000_000, quick: 100_000 });
    const set = await bench.data.people(people);
    const input = { kind: "mailing" as const, typeId: set.newsletter, filter: audienceFilterSchema.parse({}) };
    const times = await inRounds(bench.pick({ full: 7, quick: 5 }), {
      summary: () => secondsOf(() => bench.installation.run(set.orgId, (ctx) => countAudience(ctx, input))),
      count: () => secondsOf(() => bench.installation.run(set.orgId, (ctx) => countAllowed(ctx, set))),
    });
    const [value, plain] = [median(times.summary), median(times.count)];
    return [
      {
        measure: `${people.toLocaleString("en")} contacts × 3 types, every reason counted`,
        value,
        unit: "s",
        peer: { name: "one count(*) with the same joins and filters", value: plain },
        ratio: value / plain,
        targets: [
          { of: "ratio", is: "at-most", target: 2 },
          { of: "value", is: "at-most", target: 2 },
        ],
        invariants: [await everybodyOnce(bench, set)],
        details: { ...times },
      },
    ];
  },
};

async function countAllowed(ctx: Context, set: DataSet): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count
    FROM contacts.contact_directory c
    LEFT JOIN contacts.address_book b ON b.org_id = c.org_id AND b.contact_id = c.contact_id AND b.kind = 'email'
    LEFT JOIN consent.current s ON s.org_id = b.org_id AND s.address_id = b.address_id AND s.type_id = ${set.newsletter}
    LEFT JOIN consent.suppressed_addresses x ON x.org_id = b.org_id AND x.address_id = b.address_id
    WHERE c.org_id = ${ctx.orgId} AND b.valid AND x.address_id IS NULL AND s.state = 'accepted'
      AND (s.valid_until IS NULL OR s.valid_until > platform.current_time())`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}

async function everybodyOnce(bench: Bench, set: DataSet): Promise<Invariant> {
  const input = { kind: "mailing" as const, typeId: set.newsletter, filter: audienceFilterSchema.parse({}) };
  const found = await bench.installation.run(set.orgId, async (ctx) => ({
    summary: await countAudience(ctx, input),
    plain: await countAllowed(ctx, set),
  }));
  const duplicates = found.summary.groups.find(({ group }) => group === "duplicate")?.count ?? 0;
  const { total, available } = found.summary;
  return {
    name: "each contact counted once, and as many allowed as the count finds, but for shared addresses",
    isHeld: total === set.people && available <= found.plain && available + duplicates >= found.plain,
    detail: JSON.stringify({ total, available, plain: found.plain, duplicates }),
  };
}
