-- How often a process died while it made this message ready.
ALTER TABLE messaging.messages ADD COLUMN render_crashes smallint NOT NULL DEFAULT 0;
