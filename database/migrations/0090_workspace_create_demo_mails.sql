CREATE SCHEMA workspace;

CREATE TABLE workspace.demo_mails (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  mail_id uuid NOT NULL,
  received_at timestamptz NOT NULL DEFAULT platform.current_time(),
  recipient text NOT NULL,
  sender text NOT NULL,
  subject text NOT NULL,
  -- Lower-case recipient and subject, for the search.
  search_text text NOT NULL,
  raw bytea NOT NULL,
  opened_at timestamptz,
  PRIMARY KEY (org_id, mail_id)
);
CREATE INDEX demo_mails_of_recipient ON workspace.demo_mails (org_id, recipient, mail_id);
SELECT platform.protect('workspace.demo_mails', 'SELECT, INSERT, UPDATE, DELETE');
