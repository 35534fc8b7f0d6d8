-- The key that signs a sender's mails (RFC 6376). One per sender; a new one replaces it.
CREATE TABLE senders.dkim_keys (
  org_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  -- Of the sender's address when the key was made: mails from another domain are not signed with it.
  domain text NOT NULL,
  selector text NOT NULL,
  public_key text NOT NULL,
  -- Sealed for this row; only the dispatcher opens it.
  private_key_secret text NOT NULL,
  is_enabled boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  checked_at timestamptz,
  check_outcome text CHECK (check_outcome IN ('found', 'other-key', 'not-found', 'no-answer')),
  PRIMARY KEY (org_id, sender_id),
  FOREIGN KEY (org_id, sender_id) REFERENCES senders.accounts (org_id, sender_id),
  CHECK (num_nonnulls(checked_at, check_outcome) <> 1)
);
SELECT platform.protect('senders.dkim_keys', 'SELECT, INSERT, UPDATE, DELETE');
