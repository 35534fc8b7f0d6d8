CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- What the migrator grants to the runtime role after each run.
CREATE TABLE platform.runtime_rights (
  relation text PRIMARY KEY,
  rights text NOT NULL,
  open_reason text
);

-- The one clock of everything that decides. Only the test entry point can replace it.
CREATE FUNCTION platform.current_time() RETURNS timestamptz
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT statement_timestamp() $$;

CREATE FUNCTION platform.current_org() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.org_id', true), '')::uuid $$;

-- Same layout as the program's own ids; PostgreSQL below 18 has none.
CREATE FUNCTION platform.uuid_v7() RETURNS uuid
  LANGUAGE sql VOLATILE PARALLEL SAFE
  AS $$
    SELECT encode(
      set_byte(
        overlay(uuid_send(gen_random_uuid())
          PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
        6,
        112 | (get_byte(uuid_send(gen_random_uuid()), 6) & 15)),
      'hex')::uuid
  $$;

CREATE FUNCTION platform.protect(relation text, rights text) RETURNS void
  LANGUAGE plpgsql
  AS $$
  BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation::regclass);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', relation::regclass);
    EXECUTE format(
      'CREATE POLICY organisation ON %s USING (org_id = platform.current_org()) WITH CHECK (org_id = platform.current_org())',
      relation::regclass);
    INSERT INTO platform.runtime_rights (relation, rights) VALUES (relation, rights);
  END $$;

CREATE FUNCTION platform.open(relation text, rights text, reason text) RETURNS void
  LANGUAGE sql
  AS $$ INSERT INTO platform.runtime_rights (relation, rights, open_reason) VALUES (relation, rights, reason) $$;

CREATE FUNCTION platform.publish(relation text) RETURNS void
  LANGUAGE sql
  AS $$ INSERT INTO platform.runtime_rights (relation, rights) VALUES (relation, 'SELECT') $$;

SELECT platform.open('platform.runtime_rights', 'SELECT', 'names of tables and rights, nothing of any organisation');
