-- Somebody asked by mail for the link to their own page. What was typed goes as soon as the mail is queued, whether the
-- address is known or not; the keyed hash stays for a day, so that nobody is flooded with such mails.
CREATE TABLE consent.link_requests (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  request_id uuid NOT NULL,
  address_hash text NOT NULL,
  typed text,
  language text NOT NULL CHECK (language IN ('en', 'fr', 'es', 'it')),
  requested_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, request_id)
);
CREATE INDEX link_requests_by_time ON consent.link_requests (org_id, requested_at, address_hash);
SELECT platform.protect('consent.link_requests', 'SELECT, INSERT, UPDATE, DELETE');
