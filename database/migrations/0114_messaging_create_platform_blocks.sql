-- The limit of the installation's own sender holds over all organisations together: workers reserve places in blocks, and
-- a place counts as used from then on, whether something left on it or not.
CREATE TABLE messaging.platform_blocks (
  block_id uuid PRIMARY KEY,
  size integer NOT NULL CHECK (size > 0),
  reserved_at timestamptz NOT NULL
);
SELECT platform.open('messaging.platform_blocks', 'SELECT, INSERT, DELETE',
  'how many messages the installation''s own sender may send; nothing of any organisation');
CREATE INDEX platform_blocks_by_time ON messaging.platform_blocks (reserved_at);

-- Whoever reserves a block holds this row, so that two workers never count the same place as free.
CREATE TABLE messaging.platform_gauge (
  only_one boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (only_one)
);
INSERT INTO messaging.platform_gauge DEFAULT VALUES;
SELECT platform.open('messaging.platform_gauge', 'SELECT, UPDATE',
  'one row to hold while places of the installation''s own sender are counted');
