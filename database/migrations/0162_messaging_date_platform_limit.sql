-- Under which limit each place was reserved, so that the doctor knows since when the present one holds. Null: an older version.
ALTER TABLE messaging.platform_blocks
  ADD COLUMN limit_count integer,
  ADD COLUMN limit_hours integer;
