CREATE SCHEMA identity;

CREATE TABLE identity.organisations (
  org_id uuid NOT NULL PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  language text NOT NULL CHECK (language IN ('en', 'fr', 'es', 'it')),
  time_zone text NOT NULL,
  default_country text NOT NULL CHECK (default_country ~ '^[A-Z]{2}$'),
  is_demonstration boolean NOT NULL DEFAULT false,
  password_rule text NOT NULL DEFAULT 'classes' CHECK (password_rule IN ('classes', 'passphrase')),
  created_at timestamptz NOT NULL DEFAULT platform.current_time()
);
SELECT platform.protect('identity.organisations', 'SELECT, INSERT, UPDATE');

-- Data keys of the organisations, wrapped by the installation's key, which is not in the database.
CREATE TABLE platform.data_keys (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  version integer NOT NULL,
  wrapped text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, version)
);
SELECT platform.protect('platform.data_keys', 'SELECT, INSERT');
