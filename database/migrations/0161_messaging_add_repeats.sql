-- Where the server drops repeats, an uncertain message is sent again with the same key.
ALTER TABLE messaging.messages
  -- Until when the server would know it again, counted from the hand-over that nobody answered. Null: it would not.
  ADD COLUMN repeat_until timestamptz,
  -- Which server that is, and by which header: another one would deliver a second copy.
  ADD COLUMN repeat_place text,
  -- The Date that it bore then: some servers drop a repeat only if it is the same in every byte.
  ADD COLUMN repeat_date timestamptz,
  -- It may have arrived already; only an acceptance ends this.
  ADD COLUMN is_repeat boolean NOT NULL DEFAULT false,
  -- How often it was sent again so.
  ADD COLUMN repeats smallint NOT NULL DEFAULT 0;
