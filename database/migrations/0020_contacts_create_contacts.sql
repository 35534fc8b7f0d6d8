CREATE SCHEMA contacts;

-- The running number that people use ("contact 1042"): given in the transaction that makes the contact.
CREATE TABLE contacts.number_counters (
  org_id uuid NOT NULL PRIMARY KEY REFERENCES identity.organisations (org_id),
  last_number bigint NOT NULL
);
SELECT platform.protect('contacts.number_counters', 'SELECT, INSERT, UPDATE');

CREATE TABLE contacts.contacts (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  contact_id uuid NOT NULL,
  contact_number bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('client', 'supplier', 'directory')),
  status text NOT NULL DEFAULT 'nc' CHECK (status IN ('prospect', 'client', 'nc')),
  civility text NOT NULL DEFAULT '',
  last_name text NOT NULL DEFAULT '',
  first_name text NOT NULL DEFAULT '',
  company text NOT NULL DEFAULT '',
  address_line1 text NOT NULL DEFAULT '',
  address_line2 text NOT NULL DEFAULT '',
  postcode text NOT NULL DEFAULT '',
  city text NOT NULL DEFAULT '',
  country text NOT NULL DEFAULT '',
  language text CHECK (language IN ('en', 'fr', 'es', 'it')),
  tags text[] NOT NULL DEFAULT '{}',
  notes text NOT NULL DEFAULT '',
  -- As typed, where putting into form changed it; else empty.
  typed_last_name text NOT NULL DEFAULT '',
  typed_first_name text NOT NULL DEFAULT '',
  typed_city text NOT NULL DEFAULT '',
  display_name text NOT NULL,
  -- Folded copies (no accents, no case). "C" so that a prefix is a range, which row-level security lets use an index.
  sort_key text COLLATE "C" NOT NULL,
  city_key text COLLATE "C" NOT NULL DEFAULT '',
  search_text text NOT NULL,
  search_notes text NOT NULL DEFAULT '',
  -- D10: who declared this person to be one of ours, and from where.
  origin_kind text NOT NULL CHECK (origin_kind IN ('staff', 'import', 'api', 'system')),
  origin_import_id uuid,
  origin_source text NOT NULL DEFAULT '',
  origin_by text NOT NULL DEFAULT '',
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  updated_at timestamptz NOT NULL DEFAULT platform.current_time(),
  erased_at timestamptz,
  PRIMARY KEY (org_id, contact_id),
  UNIQUE (org_id, contact_number)
);
CREATE INDEX contacts_by_name ON contacts.contacts (org_id, sort_key, contact_id);
CREATE INDEX contacts_by_city ON contacts.contacts (org_id, city_key, contact_id);
CREATE INDEX contacts_by_creation ON contacts.contacts (org_id, created_at, contact_id);
CREATE INDEX contacts_of_import ON contacts.contacts (org_id, origin_import_id);
SELECT platform.protect('contacts.contacts', 'SELECT, INSERT, UPDATE');

-- One row for each address of an organisation, whoever has it: consent is given per address. The value goes when the
-- last person who had it is erased; the row stays, so that the ledger's ids keep their meaning.
CREATE TABLE contacts.addresses (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  address_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('email', 'phone', 'push')),
  value text COLLATE "C",
  is_valid boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  erased_at timestamptz,
  PRIMARY KEY (org_id, address_id),
  UNIQUE (org_id, kind, value),
  CHECK ((value IS NULL) = (erased_at IS NOT NULL))
);
SELECT platform.protect('contacts.addresses', 'SELECT, INSERT, UPDATE');

CREATE TABLE contacts.contact_addresses (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  contact_address_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  address_id uuid NOT NULL,
  label text NOT NULL DEFAULT '',
  position integer NOT NULL CHECK (position > 0),
  typed text NOT NULL,
  added_at timestamptz NOT NULL DEFAULT platform.current_time(),
  removed_at timestamptz,
  PRIMARY KEY (org_id, contact_address_id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contacts.contacts (org_id, contact_id),
  FOREIGN KEY (org_id, address_id) REFERENCES contacts.addresses (org_id, address_id)
);
CREATE UNIQUE INDEX contact_addresses_current
  ON contacts.contact_addresses (org_id, contact_id, address_id) WHERE removed_at IS NULL;
CREATE INDEX contact_addresses_of_address ON contacts.contact_addresses (org_id, address_id);
SELECT platform.protect('contacts.contact_addresses', 'SELECT, INSERT, UPDATE');

-- The beginnings by which a contact is found (D12): each word of its names, company and city, and its phones.
CREATE TABLE contacts.search_keys (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  key text COLLATE "C" NOT NULL,
  contact_id uuid NOT NULL,
  PRIMARY KEY (org_id, key, contact_id)
);
CREATE INDEX search_keys_of_contact ON contacts.search_keys (org_id, contact_id);
SELECT platform.protect('contacts.search_keys', 'SELECT, INSERT, DELETE');

CREATE VIEW contacts.contact_directory WITH (security_invoker = true) AS
  SELECT
    org_id, contact_id, contact_number, kind, status, display_name, first_name, last_name, company, city, language,
    tags, true AS registered, created_at,
    jsonb_build_object(
      'name', CASE WHEN last_name = '' AND first_name = '' THEN company ELSE display_name END, 'first_name', first_name, 'last_name', last_name, 'company', company,
      'contact_company', company, 'city', city) AS merge_values
  FROM contacts.contacts
  WHERE erased_at IS NULL;
SELECT platform.publish('contacts.contact_directory');

CREATE VIEW contacts.address_book WITH (security_invoker = true) AS
  SELECT
    link.org_id, link.address_id, link.contact_id, address.kind, address.value, link.position, link.added_at,
    address.is_valid AS valid
  FROM contacts.contact_addresses link
  JOIN contacts.addresses address ON address.org_id = link.org_id AND address.address_id = link.address_id
  WHERE link.removed_at IS NULL AND address.erased_at IS NULL;
SELECT platform.publish('contacts.address_book');
