CREATE SCHEMA senders;

CREATE TABLE senders.settings (
  org_id uuid NOT NULL PRIMARY KEY REFERENCES identity.organisations (org_id),
  sending_mode text NOT NULL CHECK (sending_mode IN ('platform', 'own-mailbox')),
  changed_at timestamptz NOT NULL DEFAULT platform.current_time()
);
SELECT platform.protect('senders.settings', 'SELECT, INSERT, UPDATE');

CREATE TABLE senders.accounts (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  sender_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('platform', 'smtp')),
  owner_shop_id uuid,
  owner_user_id uuid,
  area text NOT NULL CHECK (area IN ('tickets', 'invoices', 'clients', 'campaigns', 'all')),
  display_name text NOT NULL,
  from_address text,
  reply_to text,
  preset_id text,
  user_name text,
  host text,
  port integer CHECK (port BETWEEN 1 AND 65535),
  encryption text CHECK (encryption IN ('tls', 'starttls', 'none')),
  encoding text NOT NULL DEFAULT 'utf-8' CHECK (encoding IN ('utf-8', 'iso-8859-1', 'iso-8859-15', 'windows-1252')),
  is_enabled boolean NOT NULL DEFAULT true,
  limit_count integer CHECK (limit_count > 0),
  limit_hours integer CHECK (limit_hours > 0),
  connections integer NOT NULL DEFAULT 10 CHECK (connections BETWEEN 1 AND 50),
  -- Sealed for this row; only the dispatcher opens it.
  password_secret text,
  -- A test from before the last change of the connection proves nothing.
  connection_changed_at timestamptz NOT NULL DEFAULT platform.current_time(),
  breaker_opened_at timestamptz,
  breaker_reason text,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  removed_at timestamptz,
  PRIMARY KEY (org_id, sender_id),
  FOREIGN KEY (org_id, owner_shop_id) REFERENCES identity.shops (org_id, shop_id),
  FOREIGN KEY (org_id, owner_user_id) REFERENCES identity.users (org_id, user_id),
  CONSTRAINT accounts_owner_fits_kind CHECK (num_nonnulls(owner_shop_id, owner_user_id) = CASE kind WHEN 'smtp' THEN 1 ELSE 0 END),
  CONSTRAINT accounts_smtp_is_complete CHECK (kind = 'platform' OR num_nulls(from_address, host, port, encryption) = 0),
  CONSTRAINT accounts_limit_is_whole CHECK (num_nonnulls(limit_count, limit_hours) <> 1),
  CONSTRAINT accounts_breaker_has_reason CHECK (num_nonnulls(breaker_opened_at, breaker_reason) <> 1)
);
CREATE UNIQUE INDEX accounts_one_platform ON senders.accounts (org_id) WHERE kind = 'platform';
CREATE UNIQUE INDEX accounts_one_per_area ON senders.accounts (org_id, owner_shop_id, owner_user_id, area) NULLS NOT DISTINCT
  WHERE kind = 'smtp' AND removed_at IS NULL;
SELECT platform.protect('senders.accounts', 'SELECT, INSERT, UPDATE');

CREATE TABLE senders.tests (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  test_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  started_at timestamptz NOT NULL DEFAULT platform.current_time(),
  -- Null while it runs, or when the program ended before it did.
  outcome text,
  hint text,
  PRIMARY KEY (org_id, test_id),
  FOREIGN KEY (org_id, sender_id) REFERENCES senders.accounts (org_id, sender_id)
);
CREATE INDEX tests_of_sender ON senders.tests (org_id, sender_id, started_at);
SELECT platform.protect('senders.tests', 'SELECT, INSERT, UPDATE');

CREATE TABLE senders.demo_sink (
  only_one boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (only_one),
  host text NOT NULL,
  port integer NOT NULL,
  announced_at timestamptz NOT NULL DEFAULT platform.current_time()
);
SELECT platform.open('senders.demo_sink', 'SELECT, INSERT, UPDATE', 'where the built-in mailbox of demonstrations listens: an address of this installation, of no organisation');
