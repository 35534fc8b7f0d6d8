import type pg from "pg";

/** One relation, key or function that breaks a promise about the walls between organisations. */
export interface CatalogueFinding {
  rule: string;
  subject: string;
}

export interface CatalogueLists {
  runtimeRole: string;
  /** Relations without organisation or open to all of them: name → reason. */
  openRelations: Readonly<Record<string, string>>;
  /** Functions that run as their owner. */
  definerFunctions: readonly string[];
  /** Tables to which rows are only ever added. */
  ledgers: readonly string[];
}

const ownSchemas = `n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pgboss', 'public')`;

/** What the walls between organisations promise, asked of the catalogue: each query lists what breaks it. */
const queries: Record<string, string> = {
  "row-level security is enabled and forced": `
    SELECT c.oid::regclass::text AS subject
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND ${ownSchemas}
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped)
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND c.oid::regclass::text <> ALL ($1)`,
  "every policy of the runtime role binds reading and writing to the organisation": `
    SELECT c.oid::regclass::text AS subject
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND ${ownSchemas} AND c.relrowsecurity
      AND (NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polroles = '{0}' AND ${bound("p")})
        OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND NOT ${bound("p")}
          AND (p.polroles = '{0}' OR p.polroles && ARRAY(SELECT oid FROM pg_roles WHERE rolname = $1))))`,
  "org_id is never null": `
    SELECT c.oid::regclass::text AS subject
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND ${ownSchemas} AND a.attname = 'org_id' AND NOT a.attisdropped AND NOT a.attnotnull`,
  "a table has org_id or stands on the list": `
    SELECT c.oid::regclass::text AS subject
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND ${ownSchemas} AND c.oid::regclass::text <> ALL ($1)
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped)`,
  "every primary and unique key starts with org_id": `
    SELECT i.indexrelid::regclass::text AS subject
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indisunique AND ${ownSchemas} AND c.oid::regclass::text <> ALL ($1)
      AND NOT EXISTS (SELECT FROM pg_attribute a
        WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND a.attname = 'org_id')`,
  "every foreign key starts with org_id on both sides": `
    SELECT k.conname::text AS subject
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND ${ownSchemas}
      AND NOT (EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1] AND a.attname = 'org_id')
        AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attnum = k.confkey[1] AND a.attname = 'org_id'))`,
  "a function that runs as its owner stands on the list and has its own search_path": `
    SELECT p.oid::regproc::text AS subject
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND ${ownSchemas}
      AND (p.oid::regproc::text <> ALL ($1) OR NOT EXISTS (SELECT FROM unnest(p.proconfig) s WHERE s LIKE 'search\\_path=%'))`,
  "a view reads with the rights of who asks": `
    SELECT c.oid::regclass::text AS subject
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND ${ownSchemas}
      AND (c.relkind = 'm' OR NOT coalesce(c.reloptions, '{}') && ARRAY['security_invoker=true', 'security_invoker=on'])`,
  "the runtime role owns nothing": `
    SELECT c.oid::regclass::text AS subject FROM pg_class c
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = $1)
    UNION ALL
    SELECT datname FROM pg_database WHERE datname = current_database() AND datdba = (SELECT oid FROM pg_roles WHERE rolname = $1)`,
  "the runtime role is bound by row-level security": `
    SELECT rolname::text AS subject FROM pg_roles r
    WHERE (r.rolname = $1 AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole))
      OR (pg_has_role($1, r.oid, 'MEMBER') AND (r.rolsuper OR r.rolbypassrls))
    ORDER BY 1`,
  "the runtime role makes no tables": `
    SELECT n.nspname::text AS subject FROM pg_namespace n WHERE ${ownSchemas} AND has_schema_privilege($1, n.oid, 'CREATE')`,
  "the runtime role never truncates, references or hangs on triggers": `
    SELECT c.oid::regclass::text AS subject
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v') AND ${ownSchemas} AND has_table_privilege($1, c.oid, 'TRUNCATE, REFERENCES, TRIGGER')`,
};

/** True in SQL where a policy names the organisation in both clauses. */
function bound(policy: string): string {
  const wall = "(org_id = platform.current_org())";
  return `(pg_get_expr(${policy}.polqual, ${policy}.polrelid) = '${wall}'
    AND pg_get_expr(${policy}.polwithcheck, ${policy}.polrelid) = '${wall}')`;
}

/** Inside the caller's transaction, which it leaves as it was. */
export async function checkCatalogue(client: pg.ClientBase, lists: CatalogueLists): Promise<CatalogueFinding[]> {
  await client.query("SELECT set_config('search_path', 'pg_catalog', false)");
  const findings: CatalogueFinding[] = [];
  for (const [rule, query] of Object.entries(queries)) {
    const values = query.includes("$1") ? [argumentFor(query, lists)] : [];
    const { rows } = await client.query<{ subject: string }>(
      `SELECT DISTINCT subject FROM (${query}) q ORDER BY 1`,
      values,
    );
    findings.push(...rows.map((row) => ({ rule, subject: row.subject })));
  }
  return [...findings, ...(await checkLedgers(client, lists))];
}

function argumentFor(query: string, lists: CatalogueLists): string | readonly string[] {
  if (!query.includes("ALL ($1)")) {
    return lists.runtimeRole;
  }
  return query.includes("prosecdef") ? lists.definerFunctions : Object.keys(lists.openRelations);
}

/** By grant and by trigger: the role cannot ask for it, and the owner's slip is refused too, on an empty table as well. */
async function checkLedgers(client: pg.ClientBase, lists: CatalogueLists): Promise<CatalogueFinding[]> {
  const { rows } = await client.query<{ subject: string }>(
    `SELECT l AS subject FROM unnest($2::text[]) l
     WHERE has_table_privilege($1, l, 'UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege($1, l, 'UPDATE')
     ORDER BY l`,
    [lists.runtimeRole, lists.ledgers],
  );
  const findings = rows.map((row) => ({ rule: "the runtime role may only add to a ledger", subject: row.subject }));
  for (const ledger of lists.ledgers) {
    for (const slip of [
      `UPDATE ${ledger} SET org_id = org_id`,
      `DELETE FROM ${ledger}`,
      `TRUNCATE ${ledger} CASCADE`,
    ]) {
      if (!(await isRefused(client, slip))) {
        findings.push({ rule: "a trigger refuses to change a ledger", subject: slip });
      }
    }
  }
  return findings;
}

const refusal = "23001"; // restrict_violation

async function isRefused(client: pg.ClientBase, statement: string): Promise<boolean> {
  await client.query("SAVEPOINT slip");
  try {
    await client.query(statement);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === refusal;
  } finally {
    await client.query("ROLLBACK TO SAVEPOINT slip");
  }
}
