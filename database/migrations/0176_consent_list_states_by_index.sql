-- All that a list reads of states, without the rows themselves.
DROP INDEX consent.current_by_state;
CREATE INDEX current_by_state ON consent.current (org_id, type_id, state, address_id)
  INCLUDE (valid_until, last_requested_at, requests_unanswered);
