-- A large launch is queued in slices, each in a transaction of its own (decision 11).
ALTER TABLE messaging.batches
  ADD COLUMN to_queue integer NOT NULL DEFAULT 0 CHECK (to_queue >= 0),
  ADD COLUMN last_queued_at timestamptz;
