-- For counting which operator stated which reason, and how often a text was sent one by one.
CREATE INDEX messages_with_reason ON messaging.messages (org_id, queued_at) WHERE basis ->> 'kind' = 'stated-reason';
CREATE INDEX messages_one_by_one ON messaging.messages (org_id, queued_by, queued_at)
  WHERE message_class = 'personal' AND batch_id IS NULL;
