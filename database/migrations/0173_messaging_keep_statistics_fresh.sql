-- An organisation that is new among large ones is unknown to the planner until the next ANALYZE, and is read as if it had
-- one row. By the usual tenth of a large table that may take for ever.
ALTER TABLE messaging.messages SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 1000);
ALTER TABLE messaging.attempts SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 1000);
