-- What came back, precise enough to act on, and told once however often and by whatever way it is reported. Nothing wrote
-- this table before, so it is empty.
ALTER TABLE messaging.delivery_events
  ADD COLUMN sender_id uuid NOT NULL,
  ADD COLUMN batch_id uuid,
  ADD COLUMN address_id uuid NOT NULL,
  -- Of what was returned: whether the mailbox, the moment, or the sender is to blame.
  ADD COLUMN bounce_class text CHECK (bounce_class IN ('hard', 'soft', 'blocked', 'unknown')),
  -- RFC 3463, as the report says it.
  ADD COLUMN status_code text,
  -- 'smtp': at the hand-over; 'return-address': a mail to the return domain; 'mailbox': read from the sender's mailbox.
  ADD COLUMN reported_via text NOT NULL CHECK (reported_via IN ('smtp', 'return-address', 'mailbox')),
  -- The same report twice is one row.
  ADD COLUMN report_key text NOT NULL,
  ADD CONSTRAINT delivery_events_told_once UNIQUE (org_id, message_id, report_key),
  DROP CONSTRAINT delivery_events_kind_check,
  ADD CONSTRAINT delivery_events_kind_check CHECK (kind IN
    ('delivered', 'delayed', 'bounced', 'complained', 'opened', 'clicked', 'replied', 'auto-replied')),
  ADD CHECK ((kind = 'bounced') = (bounce_class IS NOT NULL));
CREATE INDEX delivery_events_by_batch ON messaging.delivery_events (org_id, batch_id, kind) WHERE batch_id IS NOT NULL;
CREATE INDEX delivery_events_by_address ON messaging.delivery_events (org_id, address_id, recorded_at);
