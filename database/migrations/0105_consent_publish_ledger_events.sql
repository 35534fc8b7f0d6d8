-- For the doctor: what was said about an address, in its order. Ids and times, nothing that names a person.
CREATE VIEW consent.ledger_events WITH (security_invoker = true) AS
  SELECT ledger.org_id, ledger.seq, ledger.event_id, locks.address_id, ledger.type_id, ledger.kind, ledger.state_after,
    ledger.recorded_at, ledger.valid_until
  FROM consent.ledger
  JOIN consent.address_locks locks ON locks.org_id = ledger.org_id AND locks.subject_id = ledger.subject_id;
SELECT platform.publish('consent.ledger_events');
