-- One row for each time somebody asked whether a number may be called: the answer, the reason that was stated, what came of
-- it. The number of somebody who is not a contact is kept in part only.
CREATE TABLE consent.call_checks (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  call_check_id uuid NOT NULL,
  address_id uuid,
  contact_id uuid,
  masked_number text NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('commercial', 'service')),
  type_id uuid,
  answer text NOT NULL CHECK (answer IN ('allowed', 'needs-reason', 'refused')),
  refusal text,
  ground text,
  law_cause text,
  -- Until when the answer holds: the consent ends, or the hours do.
  holds_until timestamptz,
  reason_id uuid,
  reason_text text,
  ledger_event_id uuid,
  outcome text CHECK (outcome IN ('reached', 'no-answer', 'no-more-calls')),
  outcome_note text,
  outcome_at timestamptz,
  asked_by_kind text NOT NULL CHECK (asked_by_kind IN ('user', 'api-key')),
  asked_by_id uuid NOT NULL,
  asked_by_name text NOT NULL,
  operator_name text,
  asked_at timestamptz(3) NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, call_check_id),
  FOREIGN KEY (org_id, address_id) REFERENCES contacts.addresses (org_id, address_id),
  FOREIGN KEY (org_id, type_id) REFERENCES consent.types (org_id, type_id),
  FOREIGN KEY (org_id, reason_id) REFERENCES consent.reasons (org_id, reason_id)
);
CREATE INDEX call_checks_of_address ON consent.call_checks (org_id, address_id, asked_at);
CREATE INDEX call_checks_of_contact ON consent.call_checks (org_id, contact_id, asked_at);
CREATE INDEX call_checks_by_time ON consent.call_checks (org_id, asked_at, call_check_id);
SELECT platform.protect('consent.call_checks', 'SELECT, INSERT, UPDATE');
