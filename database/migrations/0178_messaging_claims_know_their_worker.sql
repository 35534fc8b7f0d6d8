-- A claim is one worker's, until one moment. Said by the claim itself, what a dead worker left is found without a look at all
-- that the living ones have in their hands.
ALTER TABLE messaging.claims ADD COLUMN worker_id uuid, ADD COLUMN lease_until timestamptz;

-- Of every organisation at once, which the owner may not see otherwise.
ALTER TABLE messaging.messages NO FORCE ROW LEVEL SECURITY;
ALTER TABLE messaging.claims NO FORCE ROW LEVEL SECURITY;
UPDATE messaging.claims c
SET worker_id = m.worker_id, lease_until = coalesce(m.lease_until, platform.current_time())
FROM (
  SELECT org_id, claim_token, unnest(message_ids) AS message_id FROM messaging.claims) listed,
  messaging.messages m
WHERE listed.org_id = c.org_id AND listed.claim_token = c.claim_token
  AND m.org_id = listed.org_id AND m.message_id = listed.message_id AND m.claim_token = listed.claim_token
  AND m.state IN ('claimed', 'handing-over');
DELETE FROM messaging.claims WHERE worker_id IS NULL;
ALTER TABLE messaging.messages FORCE ROW LEVEL SECURITY;
ALTER TABLE messaging.claims FORCE ROW LEVEL SECURITY;

ALTER TABLE messaging.claims ALTER COLUMN worker_id SET NOT NULL, ALTER COLUMN lease_until SET NOT NULL;
