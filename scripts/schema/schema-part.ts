/** One part of the description, e.g. all tables of a schema. */
export interface SchemaPart {
  schema: string;
  name: string;
  text: string;
}

export interface DescribeOptions {
  /** The role whose name the text calls `runtime`. */
  runtimeRole: string;
}

/** The schemas of ours: not PostgreSQL's, not the queue's, and not the empty one for extensions. */
export const ownSchemas = `(
  SELECT n.oid, n.nspname AS schema FROM pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pgboss', 'public')
)`;
