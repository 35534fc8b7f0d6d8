CREATE SCHEMA audit;

CREATE TABLE audit.entries (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  entry_id uuid NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT platform.current_time(),
  actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'api-key', 'person', 'system', 'operator')),
  actor_id text,
  actor_name text,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text,
  details jsonb NOT NULL DEFAULT '{}',
  request_id text NOT NULL,
  PRIMARY KEY (org_id, entry_id)
);
CREATE INDEX entries_by_subject ON audit.entries (org_id, subject_kind, subject_id, entry_id);
SELECT platform.protect('audit.entries', 'SELECT, INSERT');

-- The grant stops the program, the trigger stops the owner's own slips.
CREATE FUNCTION audit.refuse_change() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    RAISE EXCEPTION 'audit entries are only ever added' USING ERRCODE = 'restrict_violation';
  END $$;

CREATE TRIGGER entries_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entries
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
