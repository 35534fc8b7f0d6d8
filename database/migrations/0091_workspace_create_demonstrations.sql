-- How far the making of a demonstration has come: it is made in steps, each of which may be cut.
CREATE TABLE workspace.demonstrations (
  org_id uuid NOT NULL PRIMARY KEY REFERENCES identity.organisations (org_id),
  people_made integer NOT NULL DEFAULT 0 CHECK (people_made >= 0),
  import_id uuid,
  finished_at timestamptz
);
SELECT platform.protect('workspace.demonstrations', 'SELECT, INSERT, UPDATE');

-- "Start with my business" makes an organisation elsewhere, so the demonstration remembers that it was asked.
CREATE TABLE workspace.started_businesses (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  user_id uuid NOT NULL,
  name_key text NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT platform.current_time(),
  started_org_id uuid,
  PRIMARY KEY (org_id, user_id, name_key),
  FOREIGN KEY (org_id, user_id) REFERENCES identity.users (org_id, user_id)
);
SELECT platform.protect('workspace.started_businesses', 'SELECT, INSERT, UPDATE');
