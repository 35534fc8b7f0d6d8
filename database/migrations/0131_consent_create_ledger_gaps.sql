-- While a row without a confirmation stands, nothing but security mail of this organisation leaves.
CREATE TABLE consent.ledger_gaps (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  gap_id uuid NOT NULL,
  -- The last checkpoint that still lies on the chain, and the newest one that does not.
  lost_after bigint NOT NULL,
  lost_up_to bigint NOT NULL,
  lost_hash text NOT NULL,
  known_at timestamptz NOT NULL,
  found_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  confirmed_by text,
  PRIMARY KEY (org_id, gap_id)
);
CREATE UNIQUE INDEX ledger_gaps_one_open ON consent.ledger_gaps (org_id) WHERE confirmed_at IS NULL;
SELECT platform.protect('consent.ledger_gaps', 'SELECT, INSERT, UPDATE');
