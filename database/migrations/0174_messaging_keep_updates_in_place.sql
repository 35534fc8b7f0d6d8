-- A message changes four times on its road. Each change of an indexed column writes an entry into every index; one that
-- touches none stays on its page (HOT) and costs a fifth. So the indexes see a stage only: a message that waits, is claimed
-- or is being handed over is open in all of them.
ALTER TABLE messaging.messages
  -- Machine-made keys, compared by their bytes.
  ALTER COLUMN dedupe_key TYPE text COLLATE "C",
  ADD COLUMN stage text COLLATE "C" NOT NULL GENERATED ALWAYS AS (
    CASE WHEN state IN ('queued', 'claimed', 'handing-over') THEN 'open' ELSE state END) STORED;

DROP INDEX messaging.messages_due;
DROP INDEX messaging.messages_on_their_way;
DROP INDEX messaging.messages_by_batch;
DROP INDEX messaging.messages_last_accepted;
DROP INDEX messaging.messages_to_settle;
CREATE INDEX messages_due ON messaging.messages (org_id, sender_id, lane, not_before, message_id) WHERE stage = 'open';
CREATE INDEX messages_by_batch ON messaging.messages (org_id, batch_id, stage) WHERE batch_id IS NOT NULL;
CREATE INDEX messages_last_accepted ON messaging.messages (org_id, contact_id, final_at) WHERE stage = 'accepted';
CREATE INDEX messages_to_settle ON messaging.messages (org_id, sender_id, lane, settle_after)
  WHERE stage = 'uncertain' AND settle_after IS NOT NULL;

CREATE OR REPLACE VIEW messaging.last_contacts WITH (security_invoker = true) AS
  SELECT org_id, contact_id, max(final_at) AS last_accepted_at
  FROM messaging.messages
  WHERE stage = 'accepted' AND contact_id IS NOT NULL
  GROUP BY org_id, contact_id;

-- Room on each page for the next version of all its rows. A sent campaign is smaller so: its old versions go at once.
ALTER TABLE messaging.messages SET (fillfactor = 50);

-- What was claimed together. The messages tell which of them are still on their way; without this list nobody would find
-- them among all that wait.
CREATE TABLE messaging.claims (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  claim_token uuid NOT NULL,
  sender_id uuid NOT NULL,
  lane text NOT NULL,
  message_ids uuid[] NOT NULL CHECK (cardinality(message_ids) > 0),
  PRIMARY KEY (org_id, claim_token)
);
SELECT platform.protect('messaging.claims', 'SELECT, INSERT, DELETE');
CREATE INDEX claims_by_sender ON messaging.claims (org_id, sender_id, lane);

-- Of every organisation at once, which the owner may not see otherwise.
ALTER TABLE messaging.messages NO FORCE ROW LEVEL SECURITY;
ALTER TABLE messaging.claims NO FORCE ROW LEVEL SECURITY;
INSERT INTO messaging.claims (org_id, claim_token, sender_id, lane, message_ids)
SELECT org_id, claim_token, sender_id, min(lane), array_agg(message_id)
FROM messaging.messages
WHERE state IN ('claimed', 'handing-over')
GROUP BY org_id, claim_token, sender_id;
ALTER TABLE messaging.messages FORCE ROW LEVEL SECURITY;
ALTER TABLE messaging.claims FORCE ROW LEVEL SECURITY;
