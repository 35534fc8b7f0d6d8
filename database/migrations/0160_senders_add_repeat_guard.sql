-- The server drops what comes again with the same value of this header, and remembers for so many hours. Null: it does not.
ALTER TABLE senders.accounts
  ADD COLUMN repeat_header text,
  ADD COLUMN repeat_hours integer CHECK (repeat_hours > 0),
  ADD CONSTRAINT accounts_repeat_guard_is_whole CHECK (num_nonnulls(repeat_header, repeat_hours) <> 1);
