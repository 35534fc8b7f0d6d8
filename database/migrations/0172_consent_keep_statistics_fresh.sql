-- An organisation that is new among large ones is unknown to the planner until the next ANALYZE, and is read as if it had
-- one row. By the usual tenth of a large table that may take for ever.
ALTER TABLE consent.address_locks SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 1000);
ALTER TABLE consent.current SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 1000);
ALTER TABLE consent.ledger SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 1000);
ALTER TABLE consent.event_details SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 1000);
ALTER TABLE consent.exchange_rows SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 1000);
