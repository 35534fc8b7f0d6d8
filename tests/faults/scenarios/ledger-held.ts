import { type RawBuilder, sql } from "kysely";
import { verifyLedger } from "../../../server/modules/consent/index.ts";
import { countLedger, type LedgerWorld, ledgerScenario, writeEvents } from "../ledger-world.ts";

const tables = ["consent.ledger", "audit.entries"];

/** What would change, take away or unguard what is written; `%` is the table. */
const attacks = [
  "UPDATE % SET org_id = org_id",
  "DELETE FROM %",
  "TRUNCATE % CASCADE",
  "COPY % FROM '/dev/null'",
  "COPY % FROM PROGRAM 'true'",
  "MERGE INTO % t USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
  "ALTER TABLE % DISABLE TRIGGER ALL",
  "ALTER TABLE % DISABLE TRIGGER USER",
  "ALTER TABLE % DISABLE ROW LEVEL SECURITY",
  "ALTER TABLE % NO FORCE ROW LEVEL SECURITY",
  "ALTER TABLE % DETACH PARTITION consent.types",
  "ALTER TABLE % NO INHERIT consent.types",
  "ALTER TABLE % OWNER TO CURRENT_USER",
  "ALTER TABLE % RENAME TO gone",
  "ALTER TABLE % ADD COLUMN more text",
  "CREATE RULE nothing AS ON INSERT TO % DO INSTEAD NOTHING",
  "CREATE TRIGGER late AFTER INSERT ON % EXECUTE FUNCTION platform.current_time()",
  "DROP TABLE % CASCADE",
  "SET LOCAL session_replication_role = replica",
];
const refusal = /permission denied|must be owner/;
const ownersAttacks = ["UPDATE % SET org_id = org_id", "DELETE FROM %", "TRUNCATE % CASCADE"];

/** C-06: the role of the program, and the owner of the tables, against a large ledger and audit trail. */
export const heldLedger = ledgerScenario({
  name: "the ledger and the audit trail against their own program",
  ids: ["C-06"],
  play: async (world) => {
    const events = world.run.size(100_000, 4_000);
    await writeEvents(world, events);
    await writeAuditEntries(world, events);
    const before = await fingerprint(world);
    const problems: string[] = [];
    let rounds = 0;
    for (const attack of attacksOnAll(attacks)) {
      rounds++;
      const answer = await attempt(world, sql.raw(attack));
      if (!refusal.test(answer)) problems.push(`${attack}: ${answer}`);
    }
    for (const attack of attacksOnAll(ownersAttacks)) {
      rounds++;
      const answer = await world.app.asOwner(attack).then(() => "done", String);
      if (!answer.includes("only ever added")) problems.push(`as the owner, ${attack}: ${answer}`);
    }
    const after = await fingerprint(world);
    if (after !== before) problems.push(`something has changed: ${before} became ${after}`);
    const verified = await world.app.run(world.org, verifyLedger);
    if (!verified.isIntact || verified.events !== events) problems.push(JSON.stringify(verified));
    return { rounds, notes: `${events} events and as many audit entries, all as before`, problems };
  },
});

function attacksOnAll(statements: string[]): string[] {
  return tables.flatMap((table) => statements.map((statement) => statement.replace("%", table)));
}

/** As the program's own role, inside the organisation; always rolled back. */
async function attempt({ app, org }: LedgerWorld, statement: RawBuilder<unknown>): Promise<string> {
  const undone = new Error("done");
  return app
    .run(org, async (ctx) => {
      await statement.execute(ctx.tx);
      throw undone;
    })
    .catch((error: Error) => error.message);
}

async function writeAuditEntries({ app, org }: LedgerWorld, count: number): Promise<void> {
  await app.run(org, (ctx) =>
    sql`
      INSERT INTO audit.entries (org_id, entry_id, actor_kind, actor_name, action, subject_kind, request_id)
      SELECT ${ctx.orgId}, platform.uuid_v7(), 'system', 'faults', 'contacts.contact-changed', 'contact', n::text
      FROM generate_series(1, ${count}::int) n`.execute(ctx.tx),
  );
}

async function fingerprint(world: LedgerWorld): Promise<string> {
  const { rows } = await world.app.run(world.org, (ctx) =>
    sql<{ audit: string }>`
      SELECT count(*) || ' ' || md5(string_agg(e::text, '' ORDER BY e.entry_id)) AS audit
      FROM audit.entries e WHERE e.org_id = ${ctx.orgId}`.execute(ctx.tx),
  );
  return JSON.stringify([await countLedger(world), rows[0]?.audit]);
}
