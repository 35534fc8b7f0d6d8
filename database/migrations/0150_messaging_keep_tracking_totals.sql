-- What single visits added up to, after their rows are gone (13 months): the totals of old campaigns stay, nobody's visit does.
CREATE TABLE messaging.past_visits (
  org_id uuid NOT NULL,
  link_id uuid NOT NULL,
  people bigint NOT NULL,
  machines bigint NOT NULL,
  readers bigint NOT NULL,
  PRIMARY KEY (org_id, link_id),
  FOREIGN KEY (org_id, link_id) REFERENCES messaging.tracked_links (org_id, link_id)
);
SELECT platform.protect('messaging.past_visits', 'SELECT, INSERT, UPDATE');
CREATE INDEX tracking_events_by_age ON messaging.tracking_events (org_id, happened_at);
