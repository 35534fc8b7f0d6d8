CREATE SCHEMA messaging;

-- For finding a name by its beginning, however it is written.
CREATE FUNCTION messaging.fold_text(written text) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT lower(unaccent(written)) $$;

-- Messages of one launch. Its state counts at the dot, not when they were queued.
CREATE TABLE messaging.batches (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  batch_id uuid NOT NULL,
  name text NOT NULL,
  cause text NOT NULL,
  cause_id uuid,
  state text NOT NULL CHECK (state IN ('running', 'paused', 'cancelled', 'ended')),
  -- Whose lane is woken when the batch goes on; null until its messages are queued.
  sender_id uuid,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  state_changed_at timestamptz NOT NULL DEFAULT platform.current_time(),
  ended_at timestamptz,
  PRIMARY KEY (org_id, batch_id)
);
SELECT platform.protect('messaging.batches', 'SELECT, INSERT, UPDATE');

CREATE TABLE messaging.messages (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  message_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN
    ('queued', 'claimed', 'handing-over', 'accepted', 'failed', 'uncertain', 'stopped', 'abandoned')),
  message_class text NOT NULL CHECK (message_class IN
    ('marketing', 'personal', 'service', 'consent-request', 'security', 'reply')),
  -- 'security', 'single', or the id of the batch: each is served on its own, so that none waits behind another.
  lane text NOT NULL,
  origin text NOT NULL,
  is_automatic boolean NOT NULL,
  batch_id uuid,
  sender_id uuid NOT NULL,
  contact_id uuid,
  address_id uuid NOT NULL,
  recipient_address text COLLATE "C" NOT NULL,
  recipient_name text NOT NULL,
  -- Lower case without accents, for finding by the beginning.
  recipient_key text COLLATE "C" NOT NULL,
  content_version_id uuid NOT NULL,
  merge_values jsonb NOT NULL,
  type_id uuid,
  basis jsonb,
  dedupe_key text NOT NULL,
  resend_of uuid,
  queued_by text NOT NULL,
  attempt_count integer NOT NULL DEFAULT 0,
  claim_token uuid,
  worker_id uuid,
  lease_until timestamptz,
  not_before timestamptz NOT NULL,
  -- Null: counted from the first attempt, since waiting for a limit or a pause makes nobody too old.
  expires_at timestamptz,
  -- When an uncertain message of a class that may be sent once more is looked at again.
  settle_after timestamptz,
  is_second_copy boolean NOT NULL DEFAULT false,
  message_id_header text,
  sent_from text,
  ground text,
  consent_event_id uuid,
  final_reason text,
  queued_at timestamptz NOT NULL DEFAULT platform.current_time(),
  handed_over_at timestamptz,
  final_at timestamptz,
  PRIMARY KEY (org_id, message_id),
  UNIQUE (org_id, dedupe_key),
  FOREIGN KEY (org_id, batch_id) REFERENCES messaging.batches (org_id, batch_id),
  CHECK ((state IN ('claimed', 'handing-over')) <= (claim_token IS NOT NULL AND worker_id IS NOT NULL)),
  CHECK ((state = 'handing-over' OR state = 'accepted') <= (ground IS NOT NULL AND handed_over_at IS NOT NULL)),
  CHECK ((state IN ('failed', 'stopped')) <= (final_reason IS NOT NULL))
) WITH (fillfactor = 80);
SELECT platform.protect('messaging.messages', 'SELECT, INSERT, UPDATE');

CREATE INDEX messages_due ON messaging.messages (org_id, sender_id, lane, not_before, message_id) WHERE state = 'queued';
CREATE INDEX messages_on_their_way ON messaging.messages (org_id, sender_id, lane) WHERE state IN ('claimed', 'handing-over');
CREATE INDEX messages_to_settle ON messaging.messages (org_id, sender_id, lane, settle_after)
  WHERE state = 'uncertain' AND settle_after IS NOT NULL;
CREATE INDEX messages_by_batch ON messaging.messages (org_id, batch_id, state) WHERE batch_id IS NOT NULL;
CREATE INDEX messages_by_contact ON messaging.messages (org_id, contact_id, message_id) WHERE contact_id IS NOT NULL;
CREATE INDEX messages_last_accepted ON messaging.messages (org_id, contact_id, final_at) WHERE state = 'accepted';
CREATE INDEX messages_by_address ON messaging.messages (org_id, address_id, message_id);
CREATE INDEX messages_resends ON messaging.messages (org_id, resend_of) WHERE resend_of IS NOT NULL;

-- How each attempt ended. Never changed: what is known later is another row.
CREATE TABLE messaging.attempts (
  org_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  message_id uuid NOT NULL,
  attempt_no integer NOT NULL,
  claim_token uuid NOT NULL,
  worker_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN
    ('accepted', 'rejected-temporarily', 'rejected-permanently', 'not-sent', 'uncertain', 'settled')),
  phase text,
  error_kind text,
  reply_code integer,
  reply_text text,
  handed_over_at timestamptz,
  ended_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, attempt_id),
  FOREIGN KEY (org_id, message_id) REFERENCES messaging.messages (org_id, message_id)
);
SELECT platform.protect('messaging.attempts', 'SELECT, INSERT');
CREATE INDEX attempts_by_message ON messaging.attempts (org_id, message_id, attempt_id);

-- What others tell about a message after it was accepted; never a change of its state.
CREATE TABLE messaging.delivery_events (
  org_id uuid NOT NULL,
  delivery_event_id uuid NOT NULL,
  message_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('delivered', 'delayed', 'bounced', 'complained', 'opened', 'clicked', 'replied')),
  detail text,
  happened_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, delivery_event_id),
  FOREIGN KEY (org_id, message_id) REFERENCES messaging.messages (org_id, message_id)
);
SELECT platform.protect('messaging.delivery_events', 'SELECT, INSERT');
CREATE INDEX delivery_events_by_message ON messaging.delivery_events (org_id, message_id, delivery_event_id);

CREATE VIEW messaging.last_contacts WITH (security_invoker = true) AS
  SELECT org_id, contact_id, max(final_at) AS last_accepted_at
  FROM messaging.messages
  WHERE state = 'accepted' AND contact_id IS NOT NULL
  GROUP BY org_id, contact_id;
SELECT platform.publish('messaging.last_contacts');
