import type pg from "pg";
import { readRights } from "./describe-tables.ts";
import { type DescribeOptions, ownSchemas, type SchemaPart } from "./schema-part.ts";

export async function describeTypes(client: pg.ClientBase): Promise<SchemaPart[]> {
  const { rows } = await client.query<SchemaPart>(
    `SELECT s.schema, t.typname AS name,
       CASE t.typtype
         WHEN 'e' THEN 'CREATE TYPE ' || t.oid::regtype || ' AS ENUM (' ||
           (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) || ');'
         ELSE concat_ws(' ', 'CREATE DOMAIN', t.oid::regtype::text, 'AS', format_type(t.typbasetype, t.typtypmod),
           (SELECT string_agg(pg_get_constraintdef(c.oid), ' ' ORDER BY c.conname) FROM pg_constraint c WHERE c.contypid = t.oid)) || ';'
       END AS text
     FROM pg_type t JOIN ${ownSchemas} s ON s.oid = t.typnamespace
     WHERE t.typtype IN ('e', 'd')
     ORDER BY s.schema, t.typname`,
  );
  return rows;
}

export async function describeViews(client: pg.ClientBase, { runtimeRole }: DescribeOptions): Promise<SchemaPart[]> {
  const { rows } = await client.query<SchemaPart & { oid: number }>(
    `SELECT c.oid::int, s.schema, c.relname AS name,
       'CREATE ' || CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END || 'VIEW ' || c.oid::regclass ||
         coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') || ' AS' || E'\\n' || pg_get_viewdef(c.oid) AS text
     FROM pg_class c JOIN ${ownSchemas} s ON s.oid = c.relnamespace
     WHERE c.relkind IN ('v', 'm')
     ORDER BY s.schema, c.relname`,
  );
  const rights = await readRights(client, runtimeRole);
  return rows.map(({ oid, ...view }) => ({ ...view, text: [view.text, ...(rights.get(oid) ?? [])].join("\n") }));
}

/** With their whole bodies: a trigger function that guards a ledger is as much schema as the table. */
export async function describeFunctions(client: pg.ClientBase): Promise<SchemaPart[]> {
  const { rows } = await client.query<SchemaPart>(
    `SELECT s.schema, p.proname AS name, regexp_replace(pg_get_functiondef(p.oid), '\\s+$', '') || ';' ||
       CASE WHEN p.proacl IS NULL THEN '' ELSE E'\\n-- rights: ' ||
         (SELECT string_agg(CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE 'a role' END, ', ' ORDER BY r.grantee)
          FROM aclexplode(p.proacl) r WHERE r.grantee <> p.proowner) END AS text
     FROM pg_proc p JOIN ${ownSchemas} s ON s.oid = p.pronamespace
     WHERE p.prokind IN ('f', 'p')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
     ORDER BY s.schema, p.proname, pg_get_function_identity_arguments(p.oid)`,
  );
  return rows;
}
