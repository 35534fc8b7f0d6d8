-- Domains of recipients whose servers put off or refuse a sender: mail to them waits, and nobody else's.
CREATE TABLE messaging.domain_rests (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  sender_id uuid NOT NULL,
  domain text COLLATE "C" NOT NULL,
  -- Refusals in a row, as long as not an hour passes without one.
  refusals integer NOT NULL,
  refused_at timestamptz NOT NULL DEFAULT platform.current_time(),
  -- Null until there are enough of them.
  slowed_until timestamptz,
  reply_text text NOT NULL,
  PRIMARY KEY (org_id, sender_id, domain)
);
SELECT platform.protect('messaging.domain_rests', 'SELECT, INSERT, UPDATE, DELETE');
