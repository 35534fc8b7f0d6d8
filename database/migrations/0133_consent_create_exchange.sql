-- A file of consents, or of people who must get nothing, as another tool or a list of one's own has them.
CREATE TABLE consent.exchange_imports (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  consent_import_id uuid NOT NULL,
  file_name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('consents', 'suppressions')),
  columns jsonb NOT NULL DEFAULT '[]',
  -- For rows that name no type.
  default_type_id uuid,
  state text NOT NULL CHECK (state IN ('reading', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed')),
  failure_code text,
  failure_line integer,
  total_rows integer NOT NULL DEFAULT 0,
  created_by text NOT NULL,
  -- Who uploaded it, as the ledger names who enters a consent.
  creator jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (org_id, consent_import_id),
  FOREIGN KEY (org_id, default_type_id) REFERENCES consent.types (org_id, type_id)
);
SELECT platform.protect('consent.exchange_imports', 'SELECT, INSERT, UPDATE, DELETE');

CREATE TABLE consent.exchange_rows (
  org_id uuid NOT NULL,
  consent_import_id uuid NOT NULL,
  line integer NOT NULL,
  -- As the file has it, for people to find the row.
  address_text text NOT NULL,
  type_text text NOT NULL DEFAULT '',
  state_text text NOT NULL DEFAULT '',
  date_text text NOT NULL DEFAULT '',
  source_text text NOT NULL DEFAULT '',
  evidence_text text NOT NULL DEFAULT '',
  -- As it was understood.
  address_kind text,
  address_value text COLLATE "C",
  type_id uuid,
  wants text NOT NULL CHECK (wants IN ('yes', 'no', 'unsubscribed', 'bounced', 'complained', 'nothing')),
  given_on date,
  problem text,
  -- What it would do, or did.
  outcome text,
  address_id uuid,
  from_status text,
  to_status text,
  event_id uuid,
  is_done boolean NOT NULL DEFAULT false,
  is_undone boolean NOT NULL DEFAULT false,
  PRIMARY KEY (org_id, consent_import_id, line),
  FOREIGN KEY (org_id, consent_import_id) REFERENCES consent.exchange_imports (org_id, consent_import_id) ON DELETE CASCADE
);
CREATE INDEX exchange_rows_by_outcome ON consent.exchange_rows (org_id, consent_import_id, outcome, line);
CREATE INDEX exchange_rows_by_address ON consent.exchange_rows (org_id, consent_import_id, address_value, line);
SELECT platform.protect('consent.exchange_rows', 'SELECT, INSERT, UPDATE, DELETE');
