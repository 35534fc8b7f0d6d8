-- One row per address from its first use: hand-over locks it FOR SHARE, every change of permission FOR UPDATE.
CREATE TABLE consent.address_locks (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  address_id uuid NOT NULL,
  -- Stands for the address in the ledger. Without the salt nothing leads from the ledger back to it.
  subject_id uuid NOT NULL DEFAULT gen_random_uuid(),
  salt text DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, address_id),
  UNIQUE (org_id, subject_id)
);
SELECT platform.protect('consent.address_locks', 'SELECT, INSERT, UPDATE');

CREATE TABLE consent.chain_heads (
  org_id uuid NOT NULL PRIMARY KEY REFERENCES identity.organisations (org_id),
  seq bigint NOT NULL DEFAULT 0,
  hash text NOT NULL DEFAULT repeat('0', 64)
);
SELECT platform.protect('consent.chain_heads', 'SELECT, INSERT, UPDATE');

CREATE TABLE consent.ledger (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  seq bigint NOT NULL,
  prev_hash text NOT NULL CHECK (prev_hash ~ '^[0-9a-f]{64}$'),
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  event_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  commitment text,
  type_id uuid,
  state_after text CHECK (state_after IN ('not-asked', 'pending', 'accepted', 'refused', 'withdrawn')),
  actor text NOT NULL CHECK (actor IN ('person', 'staff', 'system', 'operator')),
  actor_ref text,
  source text NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  valid_until timestamptz(3),
  language text,
  wording_hash text,
  evidence_commitment text,
  message_id uuid,
  PRIMARY KEY (org_id, seq),
  UNIQUE (org_id, event_id),
  FOREIGN KEY (org_id, subject_id) REFERENCES consent.address_locks (org_id, subject_id),
  FOREIGN KEY (org_id, type_id) REFERENCES consent.types (org_id, type_id)
);
CREATE INDEX ledger_of_subject ON consent.ledger (org_id, subject_id, type_id, seq);
SELECT platform.protect('consent.ledger', 'SELECT, INSERT');

-- What the hashed part stands for; erased with the person.
CREATE TABLE consent.event_details (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  event_id uuid NOT NULL,
  actor_name text,
  wording_id uuid,
  evidence text,
  evidence_salt text,
  PRIMARY KEY (org_id, event_id),
  FOREIGN KEY (org_id, event_id) REFERENCES consent.ledger (org_id, event_id),
  FOREIGN KEY (org_id, wording_id) REFERENCES consent.wordings (org_id, wording_id)
);
SELECT platform.protect('consent.event_details', 'SELECT, INSERT, DELETE');

-- Who had the address when a consent was given: it holds while one of them still has it.
CREATE TABLE consent.grant_holders (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  event_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  PRIMARY KEY (org_id, event_id, contact_id),
  FOREIGN KEY (org_id, event_id) REFERENCES consent.ledger (org_id, event_id)
);
SELECT platform.protect('consent.grant_holders', 'SELECT, INSERT');

CREATE TABLE consent.current (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  address_id uuid NOT NULL,
  type_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('not-asked', 'pending', 'accepted', 'refused', 'withdrawn')),
  event_id uuid NOT NULL,
  grant_event_id uuid,
  decided_at timestamptz(3),
  valid_until timestamptz(3),
  last_requested_at timestamptz(3),
  requests_unanswered integer NOT NULL DEFAULT 0,
  PRIMARY KEY (org_id, address_id, type_id),
  FOREIGN KEY (org_id, address_id) REFERENCES consent.address_locks (org_id, address_id),
  FOREIGN KEY (org_id, type_id) REFERENCES consent.types (org_id, type_id),
  FOREIGN KEY (org_id, event_id) REFERENCES consent.ledger (org_id, event_id)
);
CREATE INDEX current_by_state ON consent.current (org_id, type_id, state, address_id);
SELECT platform.protect('consent.current', 'SELECT, INSERT, UPDATE');

CREATE TABLE consent.suppressions (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  suppression_id uuid NOT NULL,
  address_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('hard-bounce', 'complaint', 'manual')),
  note text,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (org_id, suppression_id),
  FOREIGN KEY (org_id, address_id) REFERENCES consent.address_locks (org_id, address_id)
);
CREATE UNIQUE INDEX suppressions_one_of_kind ON consent.suppressions (org_id, address_id, kind) WHERE ended_at IS NULL;
SELECT platform.protect('consent.suppressions', 'SELECT, INSERT, UPDATE');

-- A keyed hash of an erased address, so that no import brings back somebody who had said no. `mark`: a type's id, or
-- the kind of a suppression.
CREATE TABLE consent.erased_refusals (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  address_hash text NOT NULL,
  mark text NOT NULL,
  PRIMARY KEY (org_id, address_hash, mark)
);
SELECT platform.protect('consent.erased_refusals', 'SELECT, INSERT');

-- A form of a page answers once.
CREATE TABLE consent.used_nonces (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  nonce_hash text NOT NULL,
  used_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, nonce_hash)
);
SELECT platform.protect('consent.used_nonces', 'SELECT, INSERT, DELETE');

CREATE VIEW consent.current_states WITH (security_invoker = true) AS
  SELECT org_id, address_id, type_id, state, decided_at, valid_until, event_id FROM consent.current;
SELECT platform.publish('consent.current_states');

CREATE VIEW consent.suppressed_addresses WITH (security_invoker = true) AS
  SELECT org_id, address_id, bool_or(kind = 'hard-bounce') AS is_dead
  FROM consent.suppressions
  WHERE ended_at IS NULL
  GROUP BY org_id, address_id;
SELECT platform.publish('consent.suppressed_addresses');
