CREATE SCHEMA consent;

CREATE TABLE consent.types (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  type_id uuid NOT NULL,
  code text COLLATE "C" NOT NULL CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  description text NOT NULL DEFAULT '',
  validity_days integer CHECK (validity_days > 0),
  allows_mass boolean NOT NULL,
  allows_single boolean NOT NULL,
  allows_contact boolean NOT NULL,
  is_main boolean NOT NULL DEFAULT false,
  archived_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, type_id),
  UNIQUE (org_id, code),
  CONSTRAINT types_allow_something CHECK (allows_mass OR allows_single OR allows_contact),
  CONSTRAINT types_main_sends_mass CHECK (NOT is_main OR (allows_mass AND archived_at IS NULL))
);
CREATE UNIQUE INDEX types_one_main ON consent.types (org_id) WHERE is_main;
SELECT platform.protect('consent.types', 'SELECT, INSERT, UPDATE');

-- The words that a person read stay as they were: a change is a new version.
CREATE TABLE consent.wordings (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  wording_id uuid NOT NULL,
  type_id uuid NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'fr', 'es', 'it')),
  version integer NOT NULL CHECK (version > 0),
  title text NOT NULL,
  text text NOT NULL,
  hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, wording_id),
  UNIQUE (org_id, type_id, language, version),
  FOREIGN KEY (org_id, type_id) REFERENCES consent.types (org_id, type_id)
);
SELECT platform.protect('consent.wordings', 'SELECT, INSERT');

CREATE TABLE consent.reasons (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  reason_id uuid NOT NULL,
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 300),
  archived_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, reason_id)
);
SELECT platform.protect('consent.reasons', 'SELECT, INSERT, UPDATE');

-- Its row is also the mark that the organisation has its first types.
CREATE TABLE consent.settings (
  org_id uuid NOT NULL PRIMARY KEY REFERENCES identity.organisations (org_id),
  single_prompt text NOT NULL DEFAULT 'when-missing' CHECK (single_prompt IN ('off', 'when-missing', 'always')),
  is_mailing_list_checked boolean NOT NULL DEFAULT true,
  call_prompt text NOT NULL DEFAULT 'when-missing' CHECK (call_prompt IN ('off', 'when-missing', 'always')),
  standing_reason_id uuid,
  -- An organisation may ask more rarely than the rule, never more often.
  request_pause_days integer NOT NULL DEFAULT 90 CHECK (request_pause_days >= 90),
  request_limit integer NOT NULL DEFAULT 2 CHECK (request_limit BETWEEN 1 AND 2),
  FOREIGN KEY (org_id, standing_reason_id) REFERENCES consent.reasons (org_id, reason_id)
);
SELECT platform.protect('consent.settings', 'SELECT, INSERT, UPDATE');

-- An administrator's word that proof of consent is kept elsewhere, for one sender of the organisation's own.
CREATE TABLE consent.declarations (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  declaration_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  statement text NOT NULL,
  declared_by text NOT NULL,
  declared_at timestamptz NOT NULL DEFAULT platform.current_time(),
  revoked_at timestamptz,
  PRIMARY KEY (org_id, declaration_id)
);
CREATE UNIQUE INDEX declarations_one_per_sender ON consent.declarations (org_id, sender_id) WHERE revoked_at IS NULL;
SELECT platform.protect('consent.declarations', 'SELECT, INSERT, UPDATE');
