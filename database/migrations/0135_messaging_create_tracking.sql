-- A link of one launch, the same for everybody: its id leads to the address, and nothing in the id leads to a person.
CREATE TABLE messaging.tracked_links (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  link_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  position integer NOT NULL,
  url text NOT NULL CHECK (url ~* '^https?://'),
  PRIMARY KEY (org_id, link_id),
  UNIQUE (org_id, batch_id, position),
  FOREIGN KEY (org_id, batch_id) REFERENCES messaging.batches (org_id, batch_id)
);
SELECT platform.protect('messaging.tracked_links', 'SELECT, INSERT');

-- One row for each time a picture was loaded or a link opened. Who it was stands here only with that person's consent.
CREATE TABLE messaging.tracking_events (
  org_id uuid NOT NULL,
  tracking_event_id uuid NOT NULL,
  link_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('open', 'click')),
  is_machine boolean NOT NULL,
  message_id uuid,
  happened_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, tracking_event_id),
  FOREIGN KEY (org_id, link_id) REFERENCES messaging.tracked_links (org_id, link_id)
);
CREATE INDEX tracking_events_by_link ON messaging.tracking_events (org_id, link_id, kind);
SELECT platform.protect('messaging.tracking_events', 'SELECT, INSERT, DELETE');
