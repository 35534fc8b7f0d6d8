-- Since when a limit holds: what left before it was set cannot have broken it.
ALTER TABLE senders.accounts ADD COLUMN limit_changed_at timestamptz NOT NULL DEFAULT platform.current_time();
