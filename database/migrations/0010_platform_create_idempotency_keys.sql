-- The row, the effect and the stored answer commit together, so a repeated request is told the truth whatever broke.
CREATE TABLE platform.idempotency_keys (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  principal text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  fingerprint text NOT NULL,
  status integer,
  body text,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, principal, key)
);
CREATE INDEX idempotency_keys_age ON platform.idempotency_keys (org_id, created_at);
SELECT platform.protect('platform.idempotency_keys', 'SELECT, INSERT, UPDATE, DELETE');
