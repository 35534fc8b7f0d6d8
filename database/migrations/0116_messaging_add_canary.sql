-- Before a large launch on the shared sender, a few messages go first; the rest waits for what becomes of them. Null: none.
ALTER TABLE messaging.batches
  ADD COLUMN canary_size integer CHECK (canary_size > 0),
  ADD COLUMN canary_state text CHECK (canary_state IN ('sending', 'watching', 'passed', 'failed', 'released')),
  -- When the last of the first ones had left: from then on reports may come.
  ADD COLUMN canary_sent_at timestamptz,
  ADD CHECK (num_nonnulls(canary_size, canary_state) <> 1);
