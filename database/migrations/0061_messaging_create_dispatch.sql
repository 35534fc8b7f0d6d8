-- Where work is, over all organisations: the one table that a dispatcher reads without being inside an organisation.
CREATE TABLE messaging.lanes (
  org_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  lane text NOT NULL,
  priority smallint NOT NULL,
  next_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, sender_id, lane)
);
SELECT platform.open('messaging.lanes', 'SELECT, INSERT, UPDATE, DELETE',
  'dispatchers look for work over all organisations; holds ids and times, no content');
CREATE INDEX lanes_due ON messaging.lanes (next_at, priority);

-- One row per running dispatcher. `beat` rises; whose does not is dead, whatever the clocks say.
CREATE TABLE messaging.workers (
  worker_id uuid PRIMARY KEY,
  beat bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT platform.current_time(),
  beat_at timestamptz NOT NULL DEFAULT platform.current_time(),
  ended_at timestamptz
);
SELECT platform.open('messaging.workers', 'SELECT, INSERT, UPDATE, DELETE',
  'processes of the installation, nothing of any organisation');

-- What all dispatchers share about one sender: its breaker, and the number and time of its last hand-over.
CREATE TABLE messaging.sender_queues (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  sender_id uuid NOT NULL,
  failures integer NOT NULL DEFAULT 0,
  breaker_reason text,
  breaker_detail text,
  breaker_opened_at timestamptz,
  breaker_until timestamptz,
  last_seq bigint NOT NULL DEFAULT 0,
  last_handed_at timestamptz,
  -- Every hand-over since then has a slot; null while the sender has no limit.
  counted_from timestamptz,
  PRIMARY KEY (org_id, sender_id)
);
SELECT platform.protect('messaging.sender_queues', 'SELECT, INSERT, UPDATE');

-- Every hand-over of a sender with a limit, in order. With N in H hours, number s may go when number s - N is older than H hours.
CREATE TABLE messaging.sender_slots (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  sender_id uuid NOT NULL,
  seq bigint NOT NULL,
  handed_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, sender_id, seq)
);
SELECT platform.protect('messaging.sender_slots', 'SELECT, INSERT, DELETE');
CREATE INDEX sender_slots_by_time ON messaging.sender_slots (org_id, sender_id, handed_at);

-- Open connections are a limit of the sender over all dispatchers.
CREATE TABLE messaging.connection_slots (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  sender_id uuid NOT NULL,
  slot smallint NOT NULL,
  worker_id uuid NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, sender_id, slot)
);
SELECT platform.protect('messaging.connection_slots', 'SELECT, INSERT, UPDATE, DELETE');

CREATE TABLE messaging.saved_filters (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  saved_filter_id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  filters jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, saved_filter_id),
  UNIQUE (org_id, user_id, name)
);
SELECT platform.protect('messaging.saved_filters', 'SELECT, INSERT, UPDATE, DELETE');
