-- What single visits added up to, after their rows are gone (13 months): the totals of old campaigns stay, nobody's visit does.
ALTER TABLE messaging.tracked_links
  ADD COLUMN past_people bigint NOT NULL DEFAULT 0,
  ADD COLUMN past_machines bigint NOT NULL DEFAULT 0,
  ADD COLUMN past_readers bigint NOT NULL DEFAULT 0;
UPDATE platform.runtime_rights SET rights = 'SELECT, INSERT, UPDATE' WHERE relation = 'messaging.tracked_links';
CREATE INDEX tracking_events_by_age ON messaging.tracking_events (org_id, happened_at);
