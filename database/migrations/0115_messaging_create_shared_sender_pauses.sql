-- When an organisation's mail on the installation's own sender was held back, since too much of it came back or was called
-- unwanted. A row is a pause; the open one has no end.
CREATE TABLE messaging.shared_sender_pauses (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  pause_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('complaints', 'returns')),
  -- Of the last so many messages, so many came back or were complained about.
  counted integer NOT NULL,
  sent integer NOT NULL,
  paused_at timestamptz NOT NULL DEFAULT platform.current_time(),
  resumed_at timestamptz,
  resumed_by text,
  is_resumed_by_operator boolean,
  resume_reason text,
  PRIMARY KEY (org_id, pause_id),
  CHECK (num_nonnulls(resumed_at, resumed_by, is_resumed_by_operator, resume_reason) IN (0, 4))
);
SELECT platform.protect('messaging.shared_sender_pauses', 'SELECT, INSERT, UPDATE');
CREATE UNIQUE INDEX shared_sender_pauses_open ON messaging.shared_sender_pauses (org_id, sender_id) WHERE resumed_at IS NULL;
