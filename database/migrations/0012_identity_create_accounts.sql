-- Ids only: schedules visit one organisation after the other, and the first start asks whether there is any.
CREATE TABLE identity.organisation_ids (
  org_id uuid NOT NULL PRIMARY KEY REFERENCES identity.organisations (org_id),
  created_at timestamptz NOT NULL DEFAULT platform.current_time()
);
SELECT platform.open('identity.organisation_ids', 'SELECT, INSERT', 'ids and nothing else: schedules visit every organisation');

CREATE TABLE identity.shops (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  shop_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  city text,
  is_default boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, shop_id)
);
CREATE UNIQUE INDEX shops_one_default ON identity.shops (org_id) WHERE is_default;
SELECT platform.protect('identity.shops', 'SELECT, INSERT, UPDATE');

CREATE TABLE identity.users (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  user_id uuid NOT NULL,
  email text NOT NULL,
  email_key text COLLATE "C" NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('administrator', 'campaign-manager', 'operator', 'viewer')),
  language text NOT NULL CHECK (language IN ('en', 'fr', 'es', 'it')),
  shop_id uuid,
  password_hash text NOT NULL,
  password_changed_at timestamptz NOT NULL DEFAULT platform.current_time(),
  -- Set while the password is a temporary one, which ends at this moment or at its first use.
  temporary_until timestamptz,
  temporary_used_at timestamptz,
  last_signed_in_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, user_id),
  FOREIGN KEY (org_id, shop_id) REFERENCES identity.shops (org_id, shop_id),
  UNIQUE (org_id, email_key)
);
CREATE INDEX users_sign_in ON identity.users (email_key);
SELECT platform.protect('identity.users', 'SELECT, INSERT, UPDATE');

-- Whoever signs in does not say in which organisation. This one function looks over all of them, for one exact e-mail;
-- forced row-level security binds its owner too, hence the policy that lets the owner read (and only read) this table.
CREATE POLICY sign_in ON identity.users FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION identity.find_accounts_by_email(wanted text)
  RETURNS TABLE (org_id uuid, user_id uuid, password_hash text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
    SELECT users.org_id, users.user_id, users.password_hash
    FROM identity.users
    WHERE users.email_key = wanted COLLATE "C" AND users.disabled_at IS NULL
    ORDER BY users.created_at, users.user_id
    LIMIT 20
  $$;

CREATE TABLE identity.sessions (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  session_id uuid NOT NULL,
  user_id uuid NOT NULL,
  secret_hash bytea NOT NULL,
  opens text NOT NULL CHECK (opens IN ('everything', 'password-change')),
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  last_seen_at timestamptz NOT NULL DEFAULT platform.current_time(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, session_id),
  UNIQUE (org_id, secret_hash),
  FOREIGN KEY (org_id, user_id) REFERENCES identity.users (org_id, user_id)
);
CREATE INDEX sessions_of_user ON identity.sessions (org_id, user_id);
SELECT platform.protect('identity.sessions', 'SELECT, INSERT, UPDATE, DELETE');

CREATE TABLE identity.api_keys (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  api_key_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  prefix text NOT NULL,
  secret_hash bytea NOT NULL,
  policies text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, api_key_id),
  UNIQUE (org_id, secret_hash)
);
SELECT platform.protect('identity.api_keys', 'SELECT, INSERT, UPDATE');

-- Counted per e-mail and not per account, so that unknown and known ones answer alike; the e-mail itself is not kept.
CREATE TABLE identity.sign_in_attempts (
  email_hash text NOT NULL PRIMARY KEY,
  failures integer NOT NULL,
  last_failed_at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempts_age ON identity.sign_in_attempts (last_failed_at);
SELECT platform.open('identity.sign_in_attempts', 'SELECT, INSERT, UPDATE, DELETE', 'counted before the organisation is known; holds keyed hashes only');
