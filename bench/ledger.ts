import { decide, verifyLedger, withdrawConsent } from "../server/modules/consent/index.ts";
import type { Bench, Benchmark, Invariant } from "./support/benchmark.ts";
import type { DataSet } from "./support/generated-people.ts";
import { median, secondsOf } from "./support/statistics.ts";

/** The whole chain with evidence, wordings and addresses, and the states that follow from it. */
export const ledger: Benchmark = {
  name: "ledger",
  title: "Verification of the consent ledger",
  run: async (bench) => {
    const events = bench.pick({ full: 1_000_000, quick: 100_000 });
    const set = await bench.data.ledger(events);
    const invariants: Invariant[] = [];
    const seconds: number[] = [];
    for (let round = 0; round < 3; round++) {
      seconds.push(await secondsOf(async () => invariants.push(await verify(bench, set, events))));
    }
    invariants.push(await inForceAtOnce(bench, set));
    invariants.push(await findsAChangedEvent(bench, set, events));
    return [
      {
        measure: `${events.toLocaleString("en")} events verified`,
        value: median(seconds),
        unit: "s",
        targets: [{ of: "value", is: "at-most", target: (15 * events) / 1_000_000 }],
        invariants,
        details: { seconds },
      },
    ];
  },
};

async function verify({ installation }: Bench, set: DataSet, events: number): Promise<Invariant> {
  const result = await installation.run(set.orgId, verifyLedger);
  return {
    name: "intact, every event read",
    isHeld: result.isIntact && result.events >= events,
    detail: JSON.stringify(result),
  };
}

/** A verifier that finds nothing is fast too: one event in the middle says something else for a moment. */
async function findsAChangedEvent({ installation }: Bench, set: DataSet, events: number): Promise<Invariant> {
  const middle = Math.floor(events / 2);
  const say = (occurredAt: string) =>
    installation.asSuperuser(`
      SET session_replication_role = replica;
      UPDATE consent.ledger SET occurred_at = ${occurredAt} WHERE org_id = '${set.orgId}' AND seq = ${middle}`);
  await say("occurred_at + interval '1 ms'");
  const { fault } = await installation.run(set.orgId, verifyLedger);
  await say("occurred_at - interval '1 ms'");
  const isHeld = fault?.kind === "changed-record" && fault.seq === middle;
  return { name: "finds one changed event among all", isHeld, detail: JSON.stringify(fault) };
}

/** An event that was added now counts for the next hand-over. */
async function inForceAtOnce({ installation }: Bench, set: DataSet): Promise<Invariant> {
  const [person] = await installation.asSuperuser<{ addressId: string; contactId: string }>(`
    SELECT c.address_id AS "addressId", l.contact_id AS "contactId"
    FROM consent.current c
    JOIN contacts.contact_addresses l ON l.org_id = c.org_id AND l.address_id = c.address_id
    JOIN contacts.addresses a ON a.org_id = c.org_id AND a.address_id = c.address_id AND a.is_valid
    WHERE c.org_id = '${set.orgId}' AND c.type_id = '${set.newsletter}' AND c.state = 'accepted' AND c.valid_until IS NULL
      AND NOT EXISTS (SELECT 1 FROM consent.suppressions s WHERE s.org_id = c.org_id AND s.address_id = c.address_id)
    LIMIT 1`);
  if (!person) return { name: "an appended event is in force at once", isHeld: false, detail: "nobody has accepted" };
  const request = {
    messageId: person.addressId,
    ...person,
    messageClass: "marketing" as const,
    typeId: set.newsletter,
  };
  const ask = async () => (await installation.run(set.orgId, (ctx) => decide(ctx, [request])))[0];
  const before = await ask();
  await installation.run(set.orgId, (ctx) =>
    withdrawConsent(ctx, { addressId: person.addressId, typeId: set.newsletter, source: "phone" }),
  );
  const after = await ask();
  const isHeld = JSON.stringify(after).includes("consent.withdrawn") && !JSON.stringify(before).includes("consent.");
  return { name: "an appended event is in force at once", isHeld, detail: JSON.stringify({ before, after }) };
}
