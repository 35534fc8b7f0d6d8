CREATE SCHEMA inbound;

-- Where returned mails of a sender are read by IMAP. Only reports are opened; nothing is changed in the mailbox.
CREATE TABLE inbound.return_mailboxes (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  sender_id uuid NOT NULL,
  is_enabled boolean NOT NULL,
  host text NOT NULL,
  port integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
  encryption text NOT NULL CHECK (encryption IN ('tls', 'starttls', 'none')),
  user_name text NOT NULL,
  password_secret text,
  folder text NOT NULL,
  -- How far it was read: numbers of a mailbox count only together with its validity.
  uid_validity text,
  last_uid bigint,
  last_read_at timestamptz,
  last_problem text,
  last_found integer NOT NULL DEFAULT 0,
  PRIMARY KEY (org_id, sender_id)
);
SELECT platform.protect('inbound.return_mailboxes', 'SELECT, INSERT, UPDATE, DELETE');
