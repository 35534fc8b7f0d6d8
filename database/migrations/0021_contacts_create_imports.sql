CREATE TABLE contacts.imports (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  import_id uuid NOT NULL,
  file_name text NOT NULL,
  file_bytes bigint NOT NULL DEFAULT 0,
  state text NOT NULL CHECK (state IN
    ('reading', 'ready', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed')),
  failure_code text,
  failure_line integer,
  tool text NOT NULL DEFAULT 'other',
  encoding text NOT NULL DEFAULT 'utf-8',
  separator text NOT NULL DEFAULT ',',
  has_header boolean NOT NULL DEFAULT true,
  columns jsonb NOT NULL DEFAULT '[]',
  people text NOT NULL DEFAULT 'clients' CHECK (people IN ('clients', 'prospects', 'suppliers', 'directory', 'list')),
  source text NOT NULL DEFAULT '',
  country text NOT NULL,
  on_existing text NOT NULL DEFAULT 'fill' CHECK (on_existing IN ('fill', 'replace')),
  tags text[] NOT NULL DEFAULT '{}',
  total_rows integer NOT NULL DEFAULT 0,
  -- Told anew at each change of the settings: a job that began under older ones ends without effect.
  revision integer NOT NULL DEFAULT 1,
  declared_by text NOT NULL,
  -- When a job last did something: one that was killed is started again from where it was.
  touched_at timestamptz NOT NULL DEFAULT platform.current_time(),
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  started_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (org_id, import_id)
);
CREATE INDEX imports_by_creation ON contacts.imports (org_id, created_at, import_id);
SELECT platform.protect('contacts.imports', 'SELECT, INSERT, UPDATE, DELETE');

-- The file as it came, so that another encoding or separator can be tried. Deleted when the import has run.
CREATE TABLE contacts.import_pieces (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  import_id uuid NOT NULL,
  position integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (org_id, import_id, position),
  FOREIGN KEY (org_id, import_id) REFERENCES contacts.imports (org_id, import_id) ON DELETE CASCADE
);
SELECT platform.protect('contacts.import_pieces', 'SELECT, INSERT, DELETE');

-- One row of the file: what it says, what it would do (or did), and what is to remark.
CREATE TABLE contacts.import_rows (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  import_id uuid NOT NULL,
  line integer NOT NULL,
  cells text[] NOT NULL,
  -- The revision of the settings under which the row was checked; 0 is never.
  revision integer NOT NULL DEFAULT 0,
  outcome text NOT NULL DEFAULT 'refused' CHECK (outcome IN
    ('new', 'update', 'same', 'duplicate', 'registered', 'external', 'refused')),
  draft jsonb,
  remarks jsonb NOT NULL DEFAULT '[]',
  has_remarks boolean NOT NULL DEFAULT false,
  has_refusals boolean NOT NULL DEFAULT false,
  match_key text COLLATE "C",
  changes jsonb NOT NULL DEFAULT '[]',
  contact_id uuid,
  is_done boolean NOT NULL DEFAULT false,
  PRIMARY KEY (org_id, import_id, line),
  FOREIGN KEY (org_id, import_id) REFERENCES contacts.imports (org_id, import_id) ON DELETE CASCADE
);
CREATE INDEX import_rows_by_outcome ON contacts.import_rows (org_id, import_id, outcome, line);
CREATE INDEX import_rows_by_key ON contacts.import_rows (org_id, match_key, import_id, line);
CREATE INDEX import_rows_of_contact ON contacts.import_rows (org_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX import_rows_to_do ON contacts.import_rows (org_id, import_id, line) WHERE NOT is_done;
SELECT platform.protect('contacts.import_rows', 'SELECT, INSERT, UPDATE, DELETE');

-- What a run changed, so that it can be undone where nobody has changed it since.
CREATE TABLE contacts.import_changes (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  import_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  change text NOT NULL CHECK (change IN ('created', 'updated')),
  before jsonb,
  added_addresses uuid[] NOT NULL DEFAULT '{}',
  version_after integer NOT NULL,
  undone text CHECK (undone IN ('removed', 'restored', 'kept')),
  PRIMARY KEY (org_id, import_id, contact_id),
  FOREIGN KEY (org_id, import_id) REFERENCES contacts.imports (org_id, import_id) ON DELETE CASCADE
);
CREATE INDEX import_changes_of_contact ON contacts.import_changes (org_id, contact_id);
SELECT platform.protect('contacts.import_changes', 'SELECT, INSERT, UPDATE, DELETE');

-- The rows of a list of addresses (D10): who of them is registered by now is asked when somebody looks.
CREATE VIEW contacts.list_members WITH (security_invoker = true) AS
  SELECT
    entry.org_id, entry.import_id, entry.line, entry.match_key AS email, address.address_id, link.contact_id,
    link.contact_id IS NULL AS external
  FROM contacts.import_rows entry
  JOIN contacts.imports list ON list.org_id = entry.org_id AND list.import_id = entry.import_id
  LEFT JOIN contacts.addresses address
    ON address.org_id = entry.org_id AND address.kind = 'email' AND address.value = entry.match_key
  LEFT JOIN contacts.contact_addresses link
    ON link.org_id = address.org_id AND link.address_id = address.address_id AND link.removed_at IS NULL
  WHERE list.people = 'list' AND list.state = 'done' AND entry.outcome IN ('registered', 'external');
SELECT platform.publish('contacts.list_members');
