-- What the organisation set for itself, stricter than the law, and when it last looked into the registers of opposition.
-- In this row, so that the gate reads it with what it reads anyway.
ALTER TABLE consent.settings ADD COLUMN law jsonb NOT NULL DEFAULT '{}';
